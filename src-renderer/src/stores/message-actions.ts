import { defineStore } from 'pinia'
import type { Call } from '#shared/api/contract.ts'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { useClient } from '../api/client.ts'
import { isCarriedOut, type Offer, type TakenUp } from './kept-removals.ts'
import { isSameQuery, toListCall, type ListQuery } from './list-query.ts'
import { useMessages } from './messages.ts'
import { useReader } from './reader.ts'
import { useRemovals } from './removals.ts'
import type { HiddenMessage, Removal } from './removed-mail.ts'
import { useSelection } from './selection.ts'

export type Change = Pick<Call<'updateMessages'>, 'unread' | 'pinned' | 'tags' | 'addTags'>
/** A whole list as it was when its newest message had this seq. */
export type WholeList = { view: ListQuery; through: number }

/** What a person does to messages: shown at once, taken back when the server refuses. */
export const useMessageActions = defineStore('message-actions', () => {
  const client = useClient()
  const messages = useMessages()
  const reader = useReader()
  const removals = useRemovals()
  const selection = useSelection()

  function show(changed: MessageSummary[]): void {
    messages.replace(changed)
    for (const message of changed) reader.replace(message)
  }

  /** As it is shown now: other changes may have come since. */
  function current(message: MessageSummary): MessageSummary {
    const opened = reader.message?.id === message.id ? toSummary(reader.message) : message
    return messages.find(message.id) ?? opened
  }

  async function setFlags(message: MessageSummary, flags: Pick<Change, 'unread' | 'pinned'>): Promise<void> {
    await change([message], flags)
  }

  async function change(chosen: MessageSummary[], asked: Change): Promise<void> {
    const before = chosen.map(toSummary)
    show(before.map(message => changed(message, asked)))
    try {
      await client.call('updateMessages', { ids: before.map(({ id }) => id), ...asked })
    } catch (error) {
      show(before.map(message => ({ ...current(message), ...marksOf(message, asked) })))
      throw error
    }
  }

  async function changeWhole({ view, through }: WholeList, asked: Change): Promise<void> {
    const { unread, q, ...rest } = toListCall(view)
    const search = unread ? ['is:unread', q && `(${q})`].filter(Boolean).join(' ') : q
    await client.call('updateMessages', { ...rest, ...(search ? { q: search } : {}), through, ...asked })
    messages.revalidateSoon()
  }

  /** The mail vanishes at once; it is deleted by `finish`, or comes back by `undo`. */
  function remove(removal: Removal, offer: Offer): void {
    removals.add(removal, offer)
    if ('messages' in removal) {
      const ids = removal.messages.map(({ id }) => id)
      messages.drop(ids)
      selection.forget(ids)
      reader.markGone(ids)
    } else {
      selection.clear()
      messages.dropThrough(removals.floorOf(messages.query))
      messages.revalidateSoon()
    }
  }

  function undo(removal: Removal): void {
    if (removals.takeBack(removal)) bringBack(removal)
  }

  /** As `undo`, of what the server holds since the page was loaded anew. Rejects when it may delete it all the same. */
  async function undoHeld({ removal, back, askAgain }: Omit<TakenUp, 'offer'>): Promise<void> {
    undo(removal)
    try {
      await back.catch((error: unknown) => {
        if (isCarriedOut(error)) throw error
        return askAgain()
      })
    } catch (error) {
      messages.revalidateSoon()
      void reader.revalidate()
      throw error
    }
  }

  /** Rejects when the server did not delete it; then the mail is back. */
  async function finish(removal: Removal): Promise<void> {
    try {
      await removals.send(removal)
      if ('through' in removal) messages.revalidateSoon() // pinned mail has stayed
    } catch (error) {
      bringBack(removal)
      throw error
    }
  }

  function bringBack(removal: Removal): void {
    if ('messages' in removal && isSameQuery(removal.view, messages.query)) {
      messages.restore(removal.messages.filter(isWhole))
    }
    messages.revalidateSoon() // the server knows best which of them belong here
    void reader.revalidate()
  }

  return { setFlags, change, changeWhole, remove, undo, undoHeld, finish }
})

/** What outlived a reload is only what was needed to hide it. */
const isWhole = (message: HiddenMessage): message is MessageSummary => 'subject' in message

function changed(message: MessageSummary, { unread, pinned, tags, addTags }: Change): MessageSummary {
  return {
    ...message,
    unread: unread ?? message.unread,
    pinned: pinned ?? message.pinned,
    tags: [...new Set([...(tags ?? message.tags), ...(addTags ?? [])])],
  }
}

/** Of the marks that a change touches, what they are. */
function marksOf(message: MessageSummary, asked: Change): Partial<MessageSummary> {
  return {
    ...(asked.unread === undefined ? {} : { unread: message.unread }),
    ...(asked.pinned === undefined ? {} : { pinned: message.pinned }),
    ...(asked.tags || asked.addTags ? { tags: message.tags } : {}),
  }
}

/** A detail goes into the list without its bodies, which may be megabytes. */
function toSummary(message: MessageSummary): MessageSummary {
  const { id, seq, mailboxId, address, from, to, cc, subject, snippet, receivedAt, sizeBytes } = message
  const { unread, pinned, tags, attachmentCount, hasCodes, code, envelope } = message
  return {
    ...{ id, seq, mailboxId, address, from, to, cc, subject, snippet, receivedAt, sizeBytes },
    ...{ unread, pinned, tags, attachmentCount, hasCodes, code, envelope },
  }
}
