import { defineStore } from 'pinia'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { useClient } from '../api/client.ts'
import { useMessages } from './messages.ts'
import { useReader } from './reader.ts'

type Flags = { unread?: boolean; pinned?: boolean }

/** What a person does to a message: shown at once, taken back when the server refuses. */
export const useMessageActions = defineStore('message-actions', () => {
  const client = useClient()
  const messages = useMessages()
  const reader = useReader()

  function show(message: MessageSummary): void {
    messages.replace([message])
    reader.replace(message)
  }

  async function setFlags(message: MessageSummary, flags: Flags): Promise<void> {
    show({ ...toSummary(message), ...flags })
    try {
      show(await client.call('updateMessage', { id: message.id, ...flags }))
    } catch (error) {
      show(toSummary(message))
      throw error
    }
  }

  async function remove(id: string): Promise<void> {
    await client.call('deleteMessage', { id })
    messages.drop([id])
    reader.markGone([id])
  }

  return { setFlags, remove }
})

/** A detail goes into the list without its bodies, which may be megabytes. */
function toSummary(message: MessageSummary): MessageSummary {
  const { id, seq, mailboxId, address, from, to, cc, subject, snippet, receivedAt, sizeBytes } = message
  const { unread, pinned, tags, attachmentCount, hasCodes, code, envelope } = message
  return {
    ...{ id, seq, mailboxId, address, from, to, cc, subject, snippet, receivedAt, sizeBytes },
    ...{ unread, pinned, tags, attachmentCount, hasCodes, code, envelope },
  }
}
