import { dayBudget } from './polling/ledger.ts'
import { allowance as allowanceOf } from './polling/pace.ts'
import { turnOf } from './polling/turn.ts'
import { ProviderError, type ProviderFailure } from '../providers/provider-error.ts'
import type { Cache } from './cache.ts'
import type { CallRemote } from './call-remote.ts'
import { readMessages } from './read-messages.ts'
import type { RemoteMailboxRow } from './remote-row.ts'
import { demandOf, pollFacts, type Session } from './session.ts'

type Deps = { call: CallRemote; cache: Cache; now: () => number }

/** Where mailboxes are not what tells of new mail, they are listed every so many rounds. */
const mailboxRounds = 10
/** Every so many lists of what is new, all is listed: only that shows what is gone. */
const wholeRounds = 20
/** Mailboxes read in one round, watched ones first: the others of a large account have their turn in the next ones. */
const mostReads = { waiting: 20, looking: 20, background: 5 }
/** Messages of one list, where lists cost nothing. */
const mostListedEver = 10_000
/** Mailboxes that cannot be read in one round, until it is taken for more than theirs. */
const mostFailing = 3
const ofAccount = { isOfAccount: true }
const archiveEveryMs = 6 * 60 * 60 * 1000

/** Asks a remote once what there is, and takes in what is new. Rejects with what kept it from going on. */
export async function runRound(session: Session, deps: Deps): Promise<void> {
  const { changed } = session
  session.progress = { ...session.progress, lastRoundAt: deps.now() }
  session.changed = false
  session.rounds += 1
  try {
    await followGone(session, deps)
    if (listsMailboxes(session, changed)) await readMailboxes(session, deps)
    session.backlog = await readTargets(session, deps)
  } catch (error) {
    // What was known to have changed is not seen yet.
    session.changed ||= changed
    throw error
  }
  // Where calls do not count, the rest is fetched at once.
  if (session.backlog > 0 && !isCounted(session, deps.now())) session.changed ||= 'messages'
}

async function followGone({ gone }: Session, { cache }: Deps): Promise<void> {
  const named = [...gone]
  if (named.length === 0) return
  await cache.deleteNamed(named)
  for (const id of named) gone.delete(id)
}

/** Answers how many messages are known to be there and were not fetched. */
async function readTargets(session: Session, deps: Deps): Promise<number> {
  const mailboxes = await deps.cache.mailboxes()
  const failures: ProviderError[] = []
  let backlog = 0
  for (const target of targetsOf(session, mailboxes, deps.now())) {
    if (allowance(session, deps.now()) < 1 || session.life.signal.aborted) break
    try {
      backlog += await readTarget(session, deps, mailboxes, target)
    } catch (error) {
      if (target === 'all' || !isOfMailbox(error)) throw error
      // One that was listed a moment ago and is gone, or cannot be read, does not keep back the others.
      await deps.cache.noteRead(target.key, { readCount: target.told_count, next: target.next })
      if (error.kind !== 'notFound') failures.push(error)
      if (failures.length >= mostFailing) break
    }
  }
  if (failures.length > 0) throw failures[0]!
  return backlog
}

const oneMailboxes = new Set<ProviderFailure>(['notFound', 'tooLarge', 'unexpectedAnswer', 'serverFault'])
const isOfMailbox = (error: unknown): error is ProviderError =>
  error instanceof ProviderError && oneMailboxes.has(error.kind)

const can = ({ provider }: Session, ability: 'listMailboxes' | 'listArchivedMailboxes' | 'listAllMessages') =>
  provider.capabilities.abilities[ability] === 'yes'

const isCounted = ({ progress, provider }: Session, now: number): boolean =>
  dayBudget(progress.ledger, provider.capabilities.limits, now) !== null

const allowance = (session: Session, now: number): number => allowanceOf(pollFacts(session, now), now)

function listsMailboxes(session: Session, changed: Session['changed']): boolean {
  if (!can(session, 'listMailboxes')) return false
  const { countsInMailboxList } = session.provider.capabilities.limits
  // With a list of all messages there is no need for the counts.
  const tells = countsInMailboxList && !can(session, 'listAllMessages')
  return tells || changed === 'mailboxes' || session.rounds % mailboxRounds === 1
}

async function readMailboxes(session: Session, { call, cache, now }: Deps): Promise<void> {
  const { acted } = session
  const active = await call(session, (provider, signal) => provider.listMailboxes(signal), ofAccount)
  const known = await cache.mailboxes()
  const listed = new Set(active.items.map(({ id }) => id))
  const missing = known.some(({ status, remote_id }) => status === 'active' && !listed.has(remote_id))
  const readsArchive = can(session, 'listArchivedMailboxes') && (missing || isArchiveDue(session, now()))
  // Without a call for it, nobody knows whether what is missing was archived: then it stays.
  const mayRead = readsArchive && allowance(session, now()) >= 1
  const archived = mayRead
    ? await call(session, (provider, signal) => provider.listArchivedMailboxes(signal), ofAccount)
    : { items: [], complete: false }
  if (mayRead) session.archiveReadAt = now()
  await cache.sync([...archived.items, ...active.items], () => {
    const isNew = acted === session.acted
    return {
      active: isNew && active.complete && (!readsArchive || archived.complete),
      archived: isNew && archived.complete,
    }
  })
}

const isArchiveDue = ({ archiveReadAt }: Session, now: number): boolean =>
  archiveReadAt === null || Math.abs(now - archiveReadAt) >= archiveEveryMs

type Target = RemoteMailboxRow | 'all'

/** What has to be read: all at once, what has another count than before, or one mailbox in turn. */
function targetsOf(session: Session, mailboxes: RemoteMailboxRow[], now: number): Target[] {
  if (can(session, 'listAllMessages')) return ['all']
  const active = mailboxes.filter(({ status }) => status === 'active')
  const watched = [...session.waits.keys(), session.lookingUntil > now ? session.lookingAt : null]
  if (session.provider.capabilities.limits.countsInMailboxList)
    return active
      .filter(hasChanged)
      .toSorted((one, other) => Number(watched.includes(other.key)) - Number(watched.includes(one.key)))
      .slice(0, mostReads[demandOf(session, now)])
  const turn = turnOf(
    active.map(({ key, read_at }) => ({ key, readAt: read_at })),
    watched.filter(key => key !== null),
    now,
  )
  return active.filter(({ key }) => key === turn)
}

/** One that never had mail need not be read to know that. */
function hasChanged({ told_count: told, read_count: read }: RemoteMailboxRow): boolean {
  return told === null || told !== (read ?? 0)
}

/** Each further page is a call: where those count, the newest page has to do. */
function mostListed(session: Session, now: number): number {
  if (isCounted(session, now)) return 100
  return Math.min(mostListedEver, session.row.max_messages || mostListedEver)
}

async function readTarget(
  session: Session,
  deps: Deps,
  mailboxes: RemoteMailboxRow[],
  target: Target,
): Promise<number> {
  const { call, cache, now } = deps
  const goesOn = target === 'all' ? session.progress.next : target.next
  const since = session.whole || session.rounds % wholeRounds === 0 ? null : goesOn
  const where = target === 'all' ? target : { id: target.remote_id, address: target.address }
  const options = { ...(since === null ? {} : { since }), limit: mostListed(session, now()) }
  if (target === 'all') session.whole = false
  const answer = await call(session, (provider, signal) => provider.listMessages(where, options, signal), {
    isOfAccount: target === 'all',
  })
  // What is new is a part of all there is.
  const listed = { ...answer, complete: answer.complete && since === null }
  const reading = { session, call, cache, mailboxes, now, allowance: () => allowance(session, now()) }
  const left = await readMessages(reading, listed, target)
  const next = left === 0 ? answer.next : goesOn
  if (target === 'all') session.progress = { ...session.progress, next }
  else
    await cache.noteRead(target.key, { readCount: left === 0 ? target.told_count : target.read_count, next })
  return left
}
