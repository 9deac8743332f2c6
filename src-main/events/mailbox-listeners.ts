import type { EventBus, StoreChange } from './bus.ts'

type Listener = (change: StoreChange) => void

/**
 * Listeners that each follow one mailbox, filed under it, so that a mail costs those who follow others nothing: a thousand
 * tests with a stream each would otherwise make a thousand comparisons of every mail.
 */
export function createMailboxListeners(events: EventBus) {
  /** By id, and by address in lower case. */
  const filed = new Map<string, Set<Listener>>()
  const namesOf = new Map<Listener, Set<string>>()

  events.subscribe(change => {
    if (filed.size === 0) return
    learnIds(change)
    const heard = new Set(mailboxIdsOf(change).flatMap(id => [...(filed.get(id) ?? [])]))
    for (const listener of heard) listener(change)
  })

  /** Mail says which mailbox an address is: it may not have been there before, or have been deleted and come again. */
  function learnIds(change: StoreChange): void {
    if (change.type !== 'message.received') return
    for (const { address, mailboxId } of change.deliveries)
      for (const listener of filed.get(address.toLowerCase()) ?? []) file(mailboxId, listener)
  }

  function file(name: string, listener: Listener): void {
    filed.set(name, (filed.get(name) ?? new Set()).add(listener))
    namesOf.set(listener, (namesOf.get(listener) ?? new Set()).add(name))
  }

  function remove(listener: Listener): void {
    for (const name of namesOf.get(listener) ?? []) {
      const listeners = filed.get(name)
      listeners?.delete(listener)
      if (listeners?.size === 0) filed.delete(name)
    }
    namesOf.delete(listener)
  }

  return {
    /** Hears all that is about the mailbox, known by its id or address. Returns the function that ends it. */
    add(names: string[], listener: Listener): () => void {
      for (const name of names) file(name.toLowerCase(), listener)
      return () => remove(listener)
    },
  }
}

function mailboxIdsOf(change: StoreChange): string[] {
  if (change.type === 'message.received') return change.deliveries.map(({ mailboxId }) => mailboxId)
  if ('messages' in change) return change.messages.map(({ mailboxId }) => mailboxId)
  return 'mailboxId' in change ? [change.mailboxId] : []
}
