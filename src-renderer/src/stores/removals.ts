import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { toAppError } from '../api/app-error.ts'
import { useClient, type Client } from '../api/client.ts'
import { comeBack, leavePage, thisPage, toCall, type Offer, type TakenUp } from './kept-removals.ts'
import type { ListQuery } from './list-query.ts'
import { countHidden, countHiddenUnread, findFloor, hidesOf, type Removal } from './removed-mail.ts'

/** As many as one call may name, and a page that is being left can still send. */
const maxWaiting = 1_000

/**
 * Deletions that can be taken back, because the server has not been asked yet. Their mail is hidden at once: whoever shows
 * an answer of the server leaves out what is hidden here, so that nothing comes back by a reload or an event.
 */
export const useRemovals = defineStore('removals', () => {
  const client = useClient()
  /** Oldest first. */
  const waiting = shallowRef<Removal[]>([])
  const underWay = shallowRef<Removal[]>([])
  /** What the server still has. */
  const counted = computed(() => [...waiting.value, ...underWay.value])
  /** Answers that were asked for before a deletion may come after it. */
  const gone = new Set<string>()
  /** How it is offered to undo them, where it is. */
  const offers = new WeakMap<Removal, Offer>()

  function add(removal: Removal, offer?: Offer): void {
    waiting.value = [...waiting.value, removal]
    if (offer) offers.set(removal, offer)
    hide(removal)
  }

  /** Those that must be sent, so that no more wait than a page can send when it is left. */
  function overdue(): Removal[] {
    let count = 0
    return waiting.value
      .toReversed()
      .filter(removal => (count += 'messages' in removal ? removal.messages.length : 0) > maxWaiting)
  }

  /** False when it was too late. */
  function takeBack(removal: Removal): boolean {
    if (!leaveWaiting(removal)) return false
    unhide(removal)
    return true
  }

  /** Deletes for good. Rejects when the server did not; then the mail is not hidden any more. */
  async function send(removal: Removal): Promise<void> {
    if (!leaveWaiting(removal)) return
    underWay.value = [...underWay.value, removal]
    try {
      await remove(client, removal)
    } catch (error) {
      unhide(removal)
      throw error
    } finally {
      underWay.value = underWay.value.filter(other => other !== removal)
    }
  }

  async function sendAll(): Promise<void> {
    await Promise.allSettled(waiting.value.map(send))
  }

  /** The page is being left: nobody waits for the answers. */
  function sendLast(page = thisPage): void {
    const left = waiting.value.map(removal => ({ removal, offer: offers.get(removal) }))
    leavePage({ client, ...page }, left)
    waiting.value = []
  }

  /** After the page was loaded anew: what it left is hidden again. */
  function takeUp(page = thisPage): TakenUp[] {
    const taken = comeBack({ client, ...page })
    for (const { removal, offer } of taken) add(removal, offer)
    return taken
  }

  function leaveWaiting(removal: Removal): boolean {
    const isWaiting = waiting.value.includes(removal)
    waiting.value = waiting.value.filter(other => other !== removal)
    return isWaiting
  }

  function hide(removal: Removal): void {
    if ('messages' in removal) for (const { id } of removal.messages) gone.add(id)
  }

  function unhide(removal: Removal): void {
    if ('messages' in removal) for (const { id } of removal.messages) gone.delete(id)
  }

  const hides = (id: string): boolean => gone.has(id)

  const floorOf = (query: ListQuery) => findFloor(counted.value, query)
  const hiddenCount = (query: ListQuery, after = 0) => countHidden(counted.value, query, after)
  const hiddenUnread = (mailbox: string | null) => countHiddenUnread(counted.value, mailbox)
  /** The newest deletion that can be taken back and that hides something of a list. */
  const waitingIn = (query: ListQuery) => waiting.value.findLast(removal => hidesOf(removal, query))

  return {
    waiting,
    add,
    overdue,
    takeBack,
    send,
    sendAll,
    sendLast,
    takeUp,
    hides,
    floorOf,
    hiddenCount,
    hiddenUnread,
    waitingIn,
  }
})

async function remove(client: Client, removal: Removal): Promise<void> {
  try {
    await client.call('deleteMessages', toCall(removal))
  } catch (error) {
    if (toAppError(error).code !== 'not_found' || !('messages' in removal)) throw error
    for (const { id } of removal.messages) await removeOne(client, id)
  }
}

/** All or nothing is what was asked for; what somebody else deleted meanwhile does not stop the others. */
async function removeOne(client: Client, id: string): Promise<void> {
  try {
    await client.call('deleteMessage', { id })
  } catch (error) {
    if (toAppError(error).code !== 'not_found') throw error
  }
}
