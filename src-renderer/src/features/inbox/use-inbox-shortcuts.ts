import { useDialogs } from '../../stores/dialogs.ts'
import { useMessages } from '../../stores/messages.ts'
import { usePreferences } from '../../stores/preferences.ts'
import { useSelection } from '../../stores/selection.ts'
import { useCommands } from '../commands/use-commands.ts'
import { useCurrentMessage } from '../message/use-current-message.ts'
import { useInboxRoute } from './use-inbox-route.ts'
import { useListNavigation } from './use-list-navigation.ts'
import { useSelectedActions } from './use-selected-actions.ts'
import { useWindowSize } from './use-window-size.ts'

/** Commands of the inbox. `focus` moves the keyboard to a part of the page. */
export function useInboxShortcuts(focus: { search(): void; list(): void; reader(): void }): void {
  const dialogs = useDialogs()
  const messages = useMessages()
  const preferences = usePreferences()
  const selection = useSelection()
  const { messageId, openMessage } = useInboxRoute()
  const { activeId, step, extend } = useListNavigation()
  const current = useCurrentMessage()
  const { runFirst } = useSelectedActions()
  const { isPhone } = useWindowSize()

  const isOpen = () => messageId.value !== null
  const isChoosing = () => selection.count > 0
  const hasRows = () => messages.total > 0

  /** What is selected comes before what is open. */
  const onChosen = (ids: string[], single: () => void) => ({
    run: () => (isChoosing() ? runFirst(ids) : single()),
    enabled: () => isChoosing() || isOpen(),
  })

  function open(): void {
    const id = selection.cursor
    if (id !== null) {
      selection.clear()
      openMessage(id)
    } else if (isOpen()) focus.reader()
    else void step(1)
  }

  function leave(): void {
    if (isChoosing()) return selection.clear()
    if (isOpen()) openMessage(null)
    focus.list()
  }

  function toggleActive(): void {
    const message = messages.find(activeId.value ?? '') ?? messages.at(0)
    if (message) selection.toggle(message)
  }

  useCommands({
    'list.next': () => void step(1),
    'list.previous': () => void step(-1),
    'list.open': open,
    'list.search': focus.search,
    'list.leave': leave,
    'list.select': { run: toggleActive, enabled: hasRows },
    'list.extendNext': { run: () => void extend(1), enabled: hasRows },
    'list.extendPrevious': { run: () => void extend(-1), enabled: hasRows },
    'list.selectAll': { run: selection.chooseLoaded, enabled: hasRows },
    'window.list': {
      run: () => void (preferences.listBeside = !preferences.listBeside),
      enabled: () => isOpen() && !isPhone.value,
    },
    'message.toggleUnread': onChosen(['read', 'unread'], current.toggleUnread),
    'message.togglePinned': onChosen(['pin', 'unpin'], current.togglePinned),
    'message.remove': onChosen(['remove'], () => current.remove(!isPhone.value)),
    'message.copyAsTest': { run: () => dialogs.open('copy-as-test'), enabled: isOpen },
  })
}
