import { ProviderError, type ProviderFailure } from '../providers/provider-error.ts'
import {
  mailTimeoutMs,
  type ListedMessages,
  type RemoteMail,
  type RemoteMessage,
} from '../providers/provider.ts'
import type { Cache } from './cache.ts'
import type { CallRemote } from './call-remote.ts'
import type { RemoteMailboxRow } from './remote-row.ts'
import type { Session } from './session.ts'

type Reading = {
  session: Session
  call: CallRemote
  cache: Cache
  mailboxes: RemoteMailboxRow[]
  /** Calls that may still be made. */
  allowance: () => number
  now: () => number
}

/** What one list may bring in: the rest comes with the next round, and a flood never holds up anything else. */
const mostFetched = 100
/** A message that cannot be had so often is left alone until somebody asks for a look, or Mayfly starts anew. */
const mostAttempts = 3
/** Failures that may be of one message, since the list of them was just had. */
const oneMessages = new Set<ProviderFailure>(['timeout', 'serverFault', 'unreachable'])
const dayMs = 24 * 60 * 60 * 1000

/**
 * Fetches and stores what a list has that was never here, the newest first where not all can be fetched, and in the order
 * they came. Answers how many are left.
 */
export async function readMessages(
  reading: Reading,
  listed: ListedMessages,
  within: RemoteMailboxRow | 'all',
) {
  const { session, cache, allowance } = reading
  const wanted = await unknownOf(reading, listed.items)
  const whole = wanted.filter(({ mail }) => mail !== null)
  const toFetch = wanted.filter(({ mail }) => mail === null)
  const now = [...whole, ...toFetch.slice(0, Math.max(0, allowance()))].slice(0, mostFetched)
  const rest = new Set(wanted)
  // Lists have the newest first, and times that are told in seconds are often the same.
  for (const message of now.toReversed().toSorted(byTime)) {
    if (session.life.signal.aborted) break
    if (message.mail === null && allowance() < 1) continue
    if (await readOne(reading, message, within)) rest.delete(message)
  }
  if (listed.complete) {
    const ids = listed.items.map(({ id }) => id)
    await cache.followDeletions(within === 'all' ? null : within.key, ids)
  }
  return rest.size
}

/** What is not here yet, newest first, and would be kept: what is too old, or beyond the newest so many, is no call worth. */
async function unknownOf({ session, cache, now }: Reading, items: RemoteMessage[]): Promise<RemoteMessage[]> {
  const { max_age_days: days, max_messages: most } = session.row
  const oldest = days === 0 ? -Infinity : now() - days * dayMs
  const each = [...new Map(items.map(item => [item.id, item])).values()]
  const kept = each
    .filter(({ receivedAt }) => (receivedAt ?? Infinity) >= oldest)
    .toSorted((one, other) => byTime(other, one))
    .slice(0, most === 0 ? undefined : most)
  const known = await cache.known(kept.map(({ id }) => id))
  return kept.filter(({ id }) => !known.has(id) && (session.attempts.get(id) ?? 0) < mostAttempts)
}

/** One without a time counts as new. */
const byTime = (one: RemoteMessage, other: RemoteMessage): number =>
  (one.receivedAt ?? Number.MAX_SAFE_INTEGER) - (other.receivedAt ?? Number.MAX_SAFE_INTEGER)

/** Whether it is done with: stored, or not to be had. A failure that is not this message's own is thrown. */
async function readOne(reading: Reading, message: RemoteMessage, within: RemoteMailboxRow | 'all') {
  const { session, call, cache } = reading
  try {
    const known = within === 'all' ? mailboxNamed(reading, message) : within
    const ref = { id: message.id, mailbox: refOf(known ?? null, message) }
    const mail =
      message.mail ??
      (await call(session, (provider, signal) => provider.fetchMessage(ref, signal), {
        timeoutMs: mailTimeoutMs,
      }))
    const mailbox = known ?? (message.mailboxId === '' ? mailboxIn(reading, mail) : undefined)
    if (!mailbox) return attempted(session, message, 'mailboxes')
    await cache.store(mailbox, message, mail)
    session.attempts.delete(message.id)
    return true
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    if (error.kind === 'notFound' || error.kind === 'tooLarge') {
      session.attempts.set(message.id, mostAttempts)
      return true
    }
    // Or it would be the first thing that every round fails at, and no other message would ever be read.
    if (oneMessages.has(error.kind)) attempted(session, message, 'messages')
    if (error.kind !== 'unexpectedAnswer') throw error
    return attempted(session, message, 'messages')
  }
}

/** Answers whether that was the last try. */
function attempted(session: Session, { id }: RemoteMessage, changed: 'mailboxes' | 'messages'): boolean {
  const attempts = (session.attempts.get(id) ?? 0) + 1
  session.attempts.set(id, attempts)
  // A mailbox that was not there yet is in the next list of them.
  if (changed === 'mailboxes' && attempts < mostAttempts) session.changed = 'mailboxes'
  return attempts >= mostAttempts
}

const refOf = (mailbox: RemoteMailboxRow | null, { mailboxId }: RemoteMessage) =>
  mailbox ? { id: mailbox.remote_id, address: mailbox.address } : { id: mailboxId, address: '' }

const mailboxNamed = ({ mailboxes }: Reading, { mailboxId }: RemoteMessage) =>
  mailboxes.find(({ remote_id }) => remote_id === mailboxId)

/** Headers of a mail, far more than it has before the addresses of its recipients. */
const headBytes = 64 * 1024

/** Where the service does not say in which mailbox a mail is, its head does: the first of the addresses that it names. */
function mailboxIn({ mailboxes }: Reading, { bytes }: RemoteMail): RemoteMailboxRow | undefined {
  if (mailboxes.length === 1) return mailboxes[0]
  const text = Buffer.from(bytes.subarray(0, headBytes)).toString('latin1').toLowerCase()
  const end = text.search(/\r?\n\r?\n/)
  const head = end < 0 ? text : text.slice(0, end)
  return mailboxes.find(({ address }) => head.includes(address.toLowerCase()))
}
