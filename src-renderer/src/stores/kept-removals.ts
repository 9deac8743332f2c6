import type { Call } from '#shared/api/contract.ts'
import { toAppError } from '../api/app-error.ts'
import type { Client } from '../api/client.ts'
import { meansPinned, toListCall } from './list-query.ts'
import type { HiddenMessage, Removal } from './removed-mail.ts'

/**
 * What is offered to undo: in these words, until then (unix milliseconds). `heldAs`: what the server knows it by since an
 * earlier reload. It stays the same, so that the server never holds a deletion twice.
 */
export type Offer = { text: string; until: number; heldAs?: string }
/**
 * A deletion that can be undone again. `back` rejects with `not_found` when the server has carried it out, and with
 * something else when it may not have heard that it is asked back; `askAgain` then asks it once more.
 */
export type TakenUp = { removal: Removal; offer: Offer; back: Promise<void>; askAgain: () => Promise<void> }
/** What a page that is left leaves for itself, should it only be loaded anew. `id`: what the server knows it by. */
type Kept = { id: string; removal: Removal; offer: Offer }
/** `storage` is that of one tab, for as long as it is open. */
type Page = { storage: () => Storage; now: () => number }
type Deps = { client: Client } & Page

export const thisPage: Page = { storage: () => window.sessionStorage, now: Date.now }

const key = 'mayfly.removals'

/**
 * A page that is left does not know whether it is only loaded anew. So what can still be undone is left to the server to
 * hold, and to this tab to ask back; the rest is deleted.
 */
export function leavePage(
  { client, storage, now }: Deps,
  waiting: { removal: Removal; offer: Offer | undefined }[],
): void {
  const kept = waiting.flatMap(({ removal, offer }): Kept[] =>
    offer && offer.until > now() ? [{ id: offer.heldAs ?? newId(), removal, offer }] : [],
  )
  const isKept = kept.length > 0 && keep(storage, kept)
  for (const { removal } of waiting) {
    const held = isKept && kept.find(one => one.removal === removal)
    const asked = held
      ? client.callLast('holdDeletion', toHold(held, now()))
      : client.callLast('deleteMessages', toCall(removal))
    asked.catch(() => {}) // nobody is there to be told
  }
}

/** What this tab left and can still be undone. It is asked back, and kept no longer. */
export function comeBack({ client, storage, now }: Deps): TakenUp[] {
  return take(storage)
    .filter(({ offer }) => offer.until > now())
    .map(({ id, removal, offer }) => {
      // Whoever leaves right after Undo has undone it.
      const ask = () => client.callLast('takeBackDeletion', { id })
      return { removal, offer: { ...offer, heldAs: id }, back: ask(), askAgain: ask }
    })
}

/** When the page begins, whoever is signed in: what can no longer be undone is not kept either. */
export function forgetOverdue({ storage, now }: Page): void {
  const left = take(storage).filter(({ offer }) => offer.until > now())
  if (left.length > 0) keep(storage, left)
}

/** Whether the server says that it has carried out a deletion, rather than nothing that helps. */
export const isCarriedOut = (error: unknown): boolean => toAppError(error).code === 'not_found'

export function toCall(removal: Removal): Call<'deleteMessages'> {
  if ('messages' in removal) return { ids: removal.messages.map(({ id }) => id) }
  const pinned = meansPinned(removal.view) ? { pinned: true } : {}
  return { ...toListCall(removal.view), ...pinned, through: removal.through }
}

const toHold = ({ id, removal, offer }: Kept, now: number): Call<'holdDeletion'> => ({
  ...toCall(removal),
  id,
  seconds: Math.ceil((offer.until - now) / 1000),
})

/** False when the browser has no room for them, or allows none. */
function keep(storage: Page['storage'], kept: Kept[]): boolean {
  try {
    storage().setItem(key, JSON.stringify(kept.map(withoutMail)))
    return true
  } catch {
    return false
  }
}

/** Of deleted mail nothing that can be read stays in the browser. */
function withoutMail(kept: Kept): Kept {
  if (!('messages' in kept.removal)) return kept
  return { ...kept, removal: { ...kept.removal, messages: kept.removal.messages.map(toHidden) } }
}

function toHidden(message: HiddenMessage): HiddenMessage {
  const { id, seq, mailboxId, address, unread, pinned, hasCodes, attachmentCount } = message
  return { id, seq, mailboxId, address, unread, pinned, hasCodes, attachmentCount }
}

function take(storage: Page['storage']): Kept[] {
  try {
    const kept = JSON.parse(storage().getItem(key) ?? '[]') as Kept[] // this page wrote it
    storage().removeItem(key)
    return kept
  } catch {
    return []
  }
}

/** Not crypto.randomUUID: a page that is not of this computer and came without TLS has none. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
