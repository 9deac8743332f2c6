import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import type { Input } from '#shared/api/contract.ts'
import { toMessageFilter } from './message-filter.ts'
import type { FindMailbox, MessageReader } from './reader.ts'
import type { MessageRepository, MessageRow } from './repository.ts'
import { anyMailbox, type Waiter, type Waiters } from './waiters.ts'

type Deps = {
  messages: MessageRepository
  findMailbox: FindMailbox
  reader: MessageReader
  waiters: Waiters
  now: () => number
}

type Asked = Input<'waitForMessage'>

export function createWaitHandlers(deps: Deps): Handlers<'waitForMessage' | 'waitForMailboxMessage'> {
  async function wait(asked: Asked, signal: AbortSignal) {
    if (asked.absent && asked.count > 1) {
      throw new AppError('bad_request', 'absent waits for no message at all; leave count out.', {
        details: [{ field: 'count' }],
      })
    }
    // Registered before the first look, so that nothing can come in between unseen.
    const waiter = deps.waiters.wait(asked.mailbox ?? anyMailbox, asked.timeout * 1000, signal)
    try {
      return await (asked.absent ? waitForNone(asked, waiter) : waitForSome(asked, waiter))
    } finally {
      waiter.stop()
    }
  }

  /** Looks once more when the time is over: mail may have come in that very moment. */
  async function waitForSome(asked: Asked, waiter: Waiter) {
    for (let over = false; ; over = (await waiter.next()) !== 'mail') {
      const rows = await matches(asked)
      if (rows.length >= asked.count) {
        const details = await Promise.all(rows.map(deps.reader.detail))
        return asked.count === 1 ? details[0]! : { items: details }
      }
      if (over) throw await timeout(asked, rows.length)
    }
  }

  async function waitForNone(asked: Asked, waiter: Waiter) {
    for (let over = false; ; over = (await waiter.next()) !== 'mail') {
      const [row] = await matches(asked)
      if (row) {
        throw new AppError('conflict', `A matching message is there: ${row.id} "${row.subject}".`, {
          details: [{ id: row.id }],
        })
      }
      if (over) return { items: [] }
    }
  }

  /** The newest that match, at most as many as asked for. A mailbox that is not there yet has none. */
  async function matches(asked: Asked): Promise<MessageRow[]> {
    const key = await mailboxKey(asked)
    if (key === undefined) return []
    const filter = toMessageFilter(asked, key, deps.now())
    return deps.messages.listMessages({ filter, before: null, limit: asked.count })
  }

  /** Null for all mailboxes; undefined for one that may still come (it is named by its address). */
  async function mailboxKey({ mailbox }: Asked): Promise<number | null | undefined> {
    if (mailbox === undefined) return null
    const row = await deps.findMailbox(mailbox)
    if (!row && !mailbox.includes('@')) throw new AppError('not_found', `There is no mailbox ${mailbox}.`)
    return row?.key
  }

  /** Says what did come: the usual cause of a failing wait is a filter that is slightly off. */
  async function timeout(asked: Asked, found: number): Promise<AppError> {
    const key = await mailboxKey(asked)
    const others =
      key === undefined
        ? []
        : await deps.messages.listMessages({
            filter: toMessageFilter({ after: asked.after }, key, deps.now()),
            before: null,
            limit: 3,
          })
    const seen = others.map(({ subject }) => `"${subject.slice(0, 80)}"`).join(', ')
    return new AppError(
      'timeout',
      `${found} of ${asked.count} matching message(s) within ${asked.timeout} s. ${seen ? `The newest that came: ${seen}.` : 'No other mail came either.'}`,
    )
  }

  return {
    waitForMessage: (asked, { signal }) => wait(asked, signal),
    waitForMailboxMessage: ({ idOrAddress, ...asked }, { signal }) =>
      wait({ ...asked, mailbox: idOrAddress }, signal),
  }
}
