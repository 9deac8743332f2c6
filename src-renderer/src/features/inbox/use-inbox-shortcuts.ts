import { useDialogs } from '../../stores/dialogs.ts'
import { useCommands } from '../commands/use-commands.ts'
import { useCurrentMessage } from '../message/use-current-message.ts'
import { useInboxRoute } from './use-inbox-route.ts'
import { useListNavigation } from './use-list-navigation.ts'
import { useWindowSize } from './use-window-size.ts'

/** Commands of the inbox. `focus` moves the keyboard to a part of the page. */
export function useInboxShortcuts(focus: { search(): void; list(): void; reader(): void }): void {
  const dialogs = useDialogs()
  const { messageId, openMessage } = useInboxRoute()
  const { step } = useListNavigation()
  const { toggleUnread, togglePinned, remove } = useCurrentMessage()
  const { isPhone } = useWindowSize()

  const isOpen = () => messageId.value !== null

  useCommands({
    'list.next': () => step(1),
    'list.previous': () => step(-1),
    'list.open': () => (isOpen() ? focus.reader() : step(1)),
    'list.search': focus.search,
    'list.leave'() {
      if (isOpen()) openMessage(null)
      focus.list()
    },
    'message.toggleUnread': { run: toggleUnread, enabled: isOpen },
    'message.togglePinned': { run: togglePinned, enabled: isOpen },
    'message.remove': { run: () => void remove(!isPhone.value), enabled: isOpen },
    'message.copyAsTest': { run: () => dialogs.open('copy-as-test'), enabled: isOpen },
  })
}
