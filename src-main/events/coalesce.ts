import type { StoreEvent } from '#shared/api/events.ts'
import type { StoreChange } from './bus.ts'

/** At most ten rounds of events a second for each client. */
const quietMs = 100
/** Ids named in one event; a client asks the list for the rest, `after` the last it saw. */
const maxIds = 200

type MessageChange = Exclude<StoreChange, { mailboxId: string }>
type Pending = { ids: Set<string>; mailboxIds: Set<string>; seq: number; tooMany: boolean }

/**
 * Collects changes for one client and sends them in rounds: the first at once, later ones at most every 100 ms,
 * all changes of one kind to messages as one event.
 */
export function createCoalescer(send: (event: StoreEvent) => void) {
  const messages = new Map<MessageChange['type'], Pending>()
  let mailboxes: StoreEvent[] = []
  let timer: NodeJS.Timeout | undefined

  function flush(): boolean {
    const events = [...mailboxes, ...[...messages].map(([type, pending]) => toEvent(type, pending))]
    mailboxes = []
    messages.clear()
    for (const event of events) send(event)
    return events.length > 0
  }

  function rest(): void {
    timer = flush() ? setTimeout(rest, quietMs) : undefined
  }

  return {
    add(change: StoreChange): void {
      if ('mailboxId' in change) mailboxes.push(change)
      else merge(pendingOf(messages, change.type), change)
      if (!timer) rest()
    },
    stop: () => clearTimeout(timer),
  }
}

function pendingOf(messages: Map<MessageChange['type'], Pending>, type: MessageChange['type']): Pending {
  const known = messages.get(type)
  if (known) return known
  const fresh: Pending = { ids: new Set(), mailboxIds: new Set(), seq: 0, tooMany: false }
  messages.set(type, fresh)
  return fresh
}

function merge(pending: Pending, change: MessageChange): void {
  const received = change.type === 'message.received'
  const ids = received ? change.deliveries.map(({ id }) => id) : change.ids
  const mailboxIds = received ? change.deliveries.map(({ mailboxId }) => mailboxId) : change.mailboxIds
  if (received) for (const { seq } of change.deliveries) pending.seq = Math.max(pending.seq, seq)
  if (ids.length === 0) pending.tooMany = true
  for (const id of ids) if (pending.ids.size < maxIds) pending.ids.add(id)
  for (const id of mailboxIds) pending.mailboxIds.add(id)
}

function toEvent(type: MessageChange['type'], pending: Pending): StoreEvent {
  const base = {
    ids: pending.tooMany ? [] : [...pending.ids],
    mailboxIds: [...pending.mailboxIds].slice(0, maxIds),
  }
  return type === 'message.received' ? { type, ...base, seq: pending.seq } : { type, ...base }
}
