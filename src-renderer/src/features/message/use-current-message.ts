import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { useMessages } from '../../stores/messages.ts'
import { useReader } from '../../stores/reader.ts'
import { useInboxRoute } from '../inbox/use-inbox-route.ts'
import { useListNavigation } from '../inbox/use-list-navigation.ts'
import { useMessageChanges } from '../inbox/use-message-changes.ts'
import { useRemoveMessages } from '../inbox/use-remove-messages.ts'

/** What can be done to the open message, by button or by key. */
export function useCurrentMessage() {
  const reader = useReader()
  const messages = useMessages()
  const changes = useMessageChanges()
  const { removeMessages } = useRemoveMessages()
  const { messageId, openMessage } = useInboxRoute()
  const { neighbourId } = useListNavigation()

  /** The one that the address names: keys may be quicker than the mail they are meant for is loaded. */
  function current(): MessageSummary | null {
    const id = messageId.value
    if (reader.message?.id === id) return reader.message
    return id === null ? null : (messages.find(id) ?? null)
  }

  function toggleUnread(): void {
    const message = current()
    if (message) changes.toggleUnread(message)
  }

  function togglePinned(): void {
    const message = current()
    if (message) changes.togglePinned(message)
  }

  function remove(stepOn: boolean): void {
    const message = current()
    if (!message || reader.state === 'gone') return
    openMessage(stepOn ? neighbourId() : null)
    removeMessages([messages.find(message.id) ?? message]) // without its bodies, where that can be had
  }

  return { toggleUnread, togglePinned, remove }
}
