import type { Removal } from './removed-mail.ts'

/** What is offered to undo: in these words, until then (unix milliseconds). */
export type Offer = { text: string; until: number }
/** What a page that is left leaves for itself, should it only be loaded anew. `id`: what the server knows it by. */
export type KeptRemoval = { id: string; removal: Removal; offer: Offer }

/** Of one tab, for as long as it is open. */
type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const key = 'mayfly.removals'

/** False when the browser has no room for them, or allows none. */
export function keepRemovals(storage: () => TabStorage, kept: KeptRemoval[]): boolean {
  try {
    storage().setItem(key, JSON.stringify(kept))
    return true
  } catch {
    return false
  }
}

/** Those whose time is not over; they are kept no longer. */
export function takeRemovals(storage: () => TabStorage, now: number): KeptRemoval[] {
  try {
    const kept = JSON.parse(storage().getItem(key) ?? '[]') as KeptRemoval[] // this page wrote it
    storage().removeItem(key)
    return kept.filter(({ offer }) => offer.until > now)
  } catch {
    return []
  }
}

/** By which the server is asked to hold a deletion, and to let it go. */
export function newHeldId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
