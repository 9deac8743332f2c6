import type { StoreEvent } from '#shared/api/events.ts'
import type { PlacedMessage, StoreChange } from './bus.ts'

/** At most ten rounds of events a second for each client. */
const quietMs = 100
/** Ids named in one event; a client asks the list for the rest, `after` the last it saw. */
const maxIds = 200

type MessageChange = Extract<StoreChange, { type: `message.${string}` }>
type Pending = {
  type: MessageChange['type']
  ids: Set<string>
  mailboxIds: Set<string>
  seq: number
  tooMany: boolean
}

/**
 * Collects changes for one client and sends them in rounds, in the order they came: the first as soon as the caller
 * is done, later ones at most every 100 ms, all changes of one kind to messages as one event.
 */
export function createCoalescer(send: (event: StoreEvent) => void) {
  let round: (Pending | Exclude<StoreEvent, { ids: string[] }>)[] = []
  let timer: NodeJS.Timeout | undefined
  let waiting = false
  let stopped = false

  function flush(): void {
    const due = round
    round = []
    waiting = due.length > 0
    if (stopped || !waiting) return
    for (const one of due) send('ids' in one ? toEvent(one) : one)
    timer = setTimeout(flush, quietMs)
  }

  function add(change: StoreChange): void {
    if ('mailboxId' in change) round.push({ type: change.type, mailboxId: change.mailboxId })
    else if (change.type === 'key.changed' || change.type === 'limits.changed') round.push(change)
    else merge(pendingOf(change.type), change)
    if (waiting) return
    waiting = true
    queueMicrotask(flush)
  }

  function pendingOf(type: MessageChange['type']): Pending {
    const known = round.find((one): one is Pending => 'ids' in one && one.type === type)
    if (known) return known
    const fresh: Pending = { type, ids: new Set(), mailboxIds: new Set(), seq: 0, tooMany: false }
    round.push(fresh)
    return fresh
  }

  function stop(): void {
    stopped = true
    clearTimeout(timer)
  }

  return { add, stop }
}

function merge(pending: Pending, change: MessageChange): void {
  if (change.type === 'message.received')
    for (const { seq } of change.deliveries) pending.seq = Math.max(pending.seq, seq)
  for (const { id, mailboxId } of messagesOf(change)) {
    pending.ids.add(id)
    pending.mailboxIds.add(mailboxId)
  }
  if (pending.ids.size > maxIds) {
    pending.tooMany = true
    pending.ids.clear()
  }
}

const messagesOf = (change: MessageChange): PlacedMessage[] =>
  change.type === 'message.received' ? change.deliveries : change.messages

function toEvent({ type, ids, mailboxIds, seq, tooMany }: Pending): StoreEvent {
  const base = { ids: tooMany ? [] : [...ids], mailboxIds: [...mailboxIds].slice(0, maxIds) }
  return type === 'message.received' ? { type, ...base, seq } : { type, ...base }
}
