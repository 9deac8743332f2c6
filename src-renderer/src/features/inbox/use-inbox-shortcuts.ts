import { useDialogs } from '../../stores/dialogs.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { useCurrentMessage } from '../message/use-current-message.ts'
import { useInboxRoute } from './use-inbox-route.ts'
import { useListNavigation } from './use-list-navigation.ts'
import { useWindowSize } from './use-window-size.ts'

/** Keys of the inbox. `focus` moves the keyboard to a part of the page. */
export function useInboxShortcuts(focus: { search(): void; list(): void; reader(): void }): void {
  const dialogs = useDialogs()
  const { messageId, openMessage } = useInboxRoute()
  const { step } = useListNavigation()
  const { toggleUnread, togglePinned, remove } = useCurrentMessage()
  const { isPhone } = useWindowSize()

  useShortcuts({
    next: () => step(1),
    previous: () => step(-1),
    open: () => (messageId.value === null ? step(1) : focus.reader()),
    search: focus.search,
    escape() {
      if (messageId.value !== null) openMessage(null)
      focus.list()
    },
    toggleUnread,
    togglePinned,
    remove: () => void remove(!isPhone.value),
    newMailbox: () => dialogs.open('new-mailbox'),
    help: () => dialogs.open('help'),
  })
}
