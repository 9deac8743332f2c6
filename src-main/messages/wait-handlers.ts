import { AppError } from '#shared/api/errors.ts'
import { waitingCallsAtOnce } from '#shared/api/limits.ts'
import type { Handlers } from '#shared/api/handler.ts'
import { scopeOf, type Scope } from '#shared/api/scope.ts'
import type { Input } from '#shared/api/contract.ts'
import { findMessages } from './find-messages.ts'
import { toMessageFilter } from './message-filter.ts'
import { createPlaces } from '../rates/places.ts'
import type { MessageReader } from './reader.ts'
import type { MessageRepository, MessageRow } from './repository.ts'
import { createWaitPlace, type WaitPlaceDeps } from './wait-place.ts'
import type { Waiter, Waiters, WakeReason } from './waiters.ts'

type Deps = WaitPlaceDeps & {
  messages: MessageRepository
  reader: MessageReader
  remotes: {
    /** Has a remote account asked more often while somebody waits; returns the function that ends it. */
    expectMail: (accountId: string | null, mailboxKey: number | null) => () => void
  }
  waiters: Waiters
  now: () => number
}

type Asked = Input<'waitForMessage'> & { scope: Scope }

/** Nobody hears it. */
const gone = new AppError('timeout', 'The caller went away.')
const stopped = () => new AppError('unavailable', 'Mayfly is stopping; the wait was ended.')

/** Has no account of its own. */
const owner = ''

const tooMany = new AppError(
  'rate_limit_exceeded',
  `Too many calls wait for mail already: at most ${waitingCallsAtOnce.each} of one account, and ${waitingCallsAtOnce.all} of all. Let some of them end, then try again.`,
)

export function createWaitHandlers(deps: Deps): Handlers<'waitForMessage' | 'waitForMailboxMessage'> {
  const places = createPlaces(waitingCallsAtOnce)
  const { aboutOf, withinOf } = createWaitPlace(deps)

  async function wait(asked: Asked, signal: AbortSignal) {
    if (asked.absent && asked.count > 1) {
      throw new AppError('bad_request', 'absent waits for no message at all; leave count out.', {
        details: [{ field: 'count' }],
      })
    }
    const about = aboutOf(asked)
    const leavePlace = places.take(asked.scope.accountId ?? owner)
    if (!leavePlace) throw tooMany
    // Registered before the first look, so that nothing can come in between unseen.
    const waiter = deps.waiters.wait(about, asked.timeout * 1000, signal)
    let stopExpecting = (): void => {}
    try {
      const within = await withinOf(asked)
      if (within) stopExpecting = deps.remotes.expectMail(within.accountId, within.mailboxKey)
      return await (asked.absent ? waitForNone(asked, waiter) : waitForSome(asked, waiter))
    } finally {
      stopExpecting()
      waiter.stop()
      leavePlace()
    }
  }

  /** Looks once more when the wait ends: mail may have come in that very moment. */
  async function waitForSome(asked: Asked, waiter: Waiter) {
    for (let why: WakeReason = 'mail'; ; why = await waiter.next()) {
      if (why === 'gone') throw gone
      const rows = await matches(asked)
      if (rows.length >= asked.count) {
        const details = await Promise.all(rows.map(deps.reader.detail))
        return asked.count === 1 ? details[0]! : { items: details }
      }
      if (why === 'stopped') throw stopped()
      if (why !== 'mail') throw await timeout(asked, rows.length)
    }
  }

  async function waitForNone(asked: Asked, waiter: Waiter) {
    for (let why: WakeReason = 'mail'; ; why = await waiter.next()) {
      if (why === 'gone') throw gone
      const [row] = await matches(asked)
      if (row) {
        throw new AppError('conflict', `A matching message is there: ${row.id} "${row.subject}".`, {
          details: [{ id: row.id }],
        })
      }
      // Nobody knows what would have come in the rest of the time.
      if (why === 'stopped') throw stopped()
      if (why !== 'mail') return { items: [] }
    }
  }

  /** The newest that match, at most as many as asked for. A mailbox that is not there yet has none. */
  async function matches(asked: Asked): Promise<MessageRow[]> {
    const within = await withinOf(asked)
    if (!within) return []
    const { mailboxKey, scope } = within
    const filter = toMessageFilter(asked, { mailboxKey, scope }, deps.now())
    return findMessages(deps.messages, { filter, before: null, limit: asked.count })
  }

  /** Says what did come: the usual cause of a failing wait is a filter that is slightly off. */
  async function timeout(asked: Asked, found: number): Promise<AppError> {
    const within = await withinOf(asked)
    const others = within
      ? await findMessages(deps.messages, {
          filter: toMessageFilter(
            { after: asked.after },
            { mailboxKey: within.mailboxKey, scope: within.scope },
            deps.now(),
          ),
          before: null,
          limit: 3,
        })
      : []
    const seen = others.map(({ subject }) => `"${subject.slice(0, 80)}"`).join(', ')
    return new AppError(
      'timeout',
      `${found} of ${asked.count} matching message(s) within ${asked.timeout} s. ${seen ? `The newest that came: ${seen}.` : 'No other mail came either.'}`,
    )
  }

  return {
    waitForMessage: (asked, { caller, signal }) => wait({ ...asked, scope: scopeOf(caller) }, signal),
    waitForMailboxMessage: ({ idOrAddress, ...asked }, { caller, signal }) =>
      wait({ ...asked, mailbox: idOrAddress, scope: scopeOf(caller) }, signal),
  }
}
