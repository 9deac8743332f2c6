import type { StoreEvent, StoreEventType } from '#shared/api/events.ts'
import type { StoreChange } from './bus.ts'

/** At most ten rounds of events a second for each client. */
const quietMs = 100
/** Ids named in one list of an event; of more, a client asks the list of messages or mailboxes again. */
export const maxIds = 200

/** Changes of one kind in a round: what they are about, by the field of the event that names it. */
type Pending = { type: StoreEventType; imported: boolean; names: Map<string, Set<string>>; seq: number }

/**
 * Collects changes for one client and sends them in rounds, one event for all changes of a kind, in the order in which
 * the kinds came first, but the last word on a mailbox last: the first round as soon as the caller is done, later ones at
 * most every 100 ms. A round whose turn is later takes in what came until then.
 */
export function createCoalescer(send: (event: StoreEvent) => void, inTurn: (task: () => void) => void) {
  let round: Pending[] = []
  let timer: NodeJS.Timeout | undefined
  let waiting = false
  let stopped = false

  function flush(): void {
    const due = round
    round = []
    waiting = due.length > 0
    if (stopped || !waiting) return
    for (const pending of due) send(toEvent(pending))
    timer = setTimeout(inTurn, quietMs, flush)
  }

  function add(change: StoreChange): void {
    merge(pendingFor(change), change)
    if (waiting) return
    waiting = true
    queueMicrotask(() => inTurn(flush))
  }

  function pendingFor(change: StoreChange): Pending {
    const imported = change.type === 'message.received' && change.imported === true
    const known = round.findLast(one => one.type === change.type && one.imported === imported)
    if (known && !saidLater(round.slice(round.indexOf(known) + 1), change)) return known
    const fresh: Pending = { type: change.type, imported, names: new Map(), seq: 0 }
    round.push(fresh)
    return fresh
  }

  function stop(): void {
    stopped = true
    clearTimeout(timer)
  }

  return { add, stop }
}

/** Whether something else was told of the same mailbox since. */
function saidLater(later: Pending[], change: StoreChange): boolean {
  if (!('mailboxId' in change)) return false
  const { mailboxId } = change
  return later.some(
    ({ type, names }) => type.startsWith('mailbox.') && names.get('mailboxIds')?.has(mailboxId),
  )
}

function merge(pending: Pending, change: StoreChange): void {
  if (change.type === 'message.received') {
    for (const { id, mailboxId, seq } of change.deliveries) {
      name(pending, 'ids', id)
      name(pending, 'mailboxIds', mailboxId)
      pending.seq = Math.max(pending.seq, seq)
    }
  } else if ('messages' in change) {
    for (const { id, mailboxId } of change.messages) {
      name(pending, 'ids', id)
      name(pending, 'mailboxIds', mailboxId)
    }
  } else if ('mailboxId' in change) name(pending, 'mailboxIds', change.mailboxId)
  else if ('keyId' in change) name(pending, 'keyIds', change.keyId)
  else if ('jobId' in change) name(pending, 'jobIds', change.jobId)
  else if ('remoteId' in change) name(pending, 'remoteIds', change.remoteId)
  else if ('accountId' in change) name(pending, 'accountIds', change.accountId)
  else if ('sessionIds' in change) for (const id of change.sessionIds) name(pending, 'sessionIds', id)
}

/** One more than are told shows that there were too many. */
function name({ names }: Pending, field: string, id: string): void {
  const known = names.get(field)
  if (!known) names.set(field, new Set([id]))
  else if (known.size <= maxIds) known.add(id)
}

function toEvent({ type, imported, names, seq }: Pending): StoreEvent {
  const lists = [...names].map(([field, ids]) => [field, ids.size > maxIds ? [] : [...ids]])
  const more = type === 'message.received' ? { seq, ...(imported ? { imported } : {}) } : {}
  const event = { type, ...Object.fromEntries(lists), ...more }
  return event as StoreEvent // `merge` names what each kind of event has
}
