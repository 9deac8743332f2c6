import {
  AtSign,
  Copy,
  Eye,
  Link,
  Mail,
  MailOpen,
  MailSearch,
  Pin,
  PinOff,
  SquareArrowOutUpRight,
  Tag,
  Trash2,
} from '@lucide/vue'
import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { formatCount } from '../../i18n/format.ts'
import { serverAddress } from '../../shell/server-address.ts'
import { useShell } from '../../shell/shell.ts'
import { useConnection } from '../../stores/connection.ts'
import { useSelection } from '../../stores/selection.ts'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import { useCopy } from '../clipboard/use-copy.ts'
import { keyHint } from '../commands/key-labels.ts'
import { useInboxRoute } from './use-inbox-route.ts'
import { useMessageChanges } from './use-message-changes.ts'
import { useRemoveMessages } from './use-remove-messages.ts'
import { useSelectedActions } from './use-selected-actions.ts'

/** What the context menu of the list offers, for the row that was pressed or for all that is selected. */
export function useRowMenu() {
  const items = shallowRef<MenuEntry[]>([])
  const selection = useSelection()
  const shell = useShell()
  const connection = useConnection()
  const router = useRouter()
  const { t } = useI18n()
  const { copy } = useCopy()
  const { openMessage, narrow } = useInboxRoute()
  const { toggleUnread, togglePinned, editTags } = useMessageChanges()
  const { removeMessages } = useRemoveMessages()
  const selected = useSelectedActions()

  function openFor(message: MessageSummary | undefined): void {
    const isOfSelection = message && selection.count > 1 && selection.has(message.id)
    items.value = isOfSelection ? ofSelection() : message ? ofMessage(message) : []
  }

  function ofSelection(): MenuEntry[] {
    const title = t('messages.selected', { n: formatCount(selection.count) }, selection.count)
    const actions = selected.items.value.map(item => ({ ...item, danger: item.id === 'remove' }))
    return [{ label: title, disabled: true, run: () => {} }, 'separator', ...actions]
  }

  function linkTo(message: MessageSummary): string {
    const { href } = router.resolve({ name: 'all', params: { messageId: message.id } })
    return `${serverAddress(shell, connection.info).origin}/${href}`
  }

  function ofMessage(message: MessageSummary): MenuEntry[] {
    const { from, address, code, unread, pinned } = message
    const openBeside = () => void window.open(linkTo(message), '_blank', 'noopener')
    return [
      { label: t('messages.open'), icon: Eye, run: () => openMessage(message.id) },
      ...(shell.kind === 'web'
        ? [{ label: t('messages.openBeside'), icon: SquareArrowOutUpRight, run: openBeside }]
        : []),
      { label: t('messages.copyLink'), icon: Link, run: () => copy(linkTo(message)) },
      'separator',
      {
        label: t(unread ? 'messages.markRead' : 'messages.markUnread'),
        icon: unread ? MailOpen : Mail,
        shortcut: keyHint('message.toggleUnread'),
        run: () => toggleUnread(message),
      },
      {
        label: t(pinned ? 'messages.unpin' : 'messages.pin'),
        icon: pinned ? PinOff : Pin,
        shortcut: keyHint('message.togglePinned'),
        run: () => togglePinned(message),
      },
      { label: t('messages.tag'), icon: Tag, run: () => editTags(message) },
      'separator',
      ...(code ? [{ label: t('messages.copyCode', { code }), icon: Copy, run: () => copy(code) }] : []),
      ...(from.address
        ? [
            { label: t('messages.copySender'), icon: AtSign, run: () => copy(from.address) },
            {
              label: t('messages.searchSender'),
              icon: MailSearch,
              run: () => narrow({ search: `from:${from.address}`, filter: 'all' }),
            },
          ]
        : []),
      { label: t('messages.copyRecipient'), icon: AtSign, run: () => copy(address) },
      'separator',
      {
        label: t('messages.remove'),
        icon: Trash2,
        shortcut: keyHint('message.remove'),
        danger: true,
        run: () => removeMessages([message]),
      },
    ]
  }

  return { items, openFor }
}
