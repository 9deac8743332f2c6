import { Download, Mail, MailOpen, Pin, PinOff, Tag, Trash2 } from '@lucide/vue'
import { computed, type Component } from 'vue'
import { useI18n } from 'vue-i18n'
import { toAppError } from '../../api/app-error.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { toListCall } from '../../stores/list-query.ts'
import { useMessageActions, type Change } from '../../stores/message-actions.ts'
import { useMessages } from '../../stores/messages.ts'
import { useNotices } from '../../stores/notices.ts'
import { useSelection } from '../../stores/selection.ts'
import { useExport } from '../transfer/use-export.ts'
import { useInboxRoute } from './use-inbox-route.ts'
import { useListNavigation } from './use-list-navigation.ts'
import { useRemoveMessages } from './use-remove-messages.ts'

export type SelectedAction = { id: string; label: string; icon: Component; run: () => void }

/** What can be done to all that is selected: the bar and the context menu show these, in this order. */
export function useSelectedActions() {
  const selection = useSelection()
  const messages = useMessages()
  const actions = useMessageActions()
  const dialogs = useDialogs()
  const notices = useNotices()
  const { removeMessages, removeWhole } = useRemoveMessages()
  const { messageId, openMessage } = useInboxRoute()
  const { neighbourId } = useListNavigation()
  const { t } = useI18n()
  const askExport = useExport()

  /** As they are by now, not as they were when they were selected. */
  const chosen = computed(() => {
    const loaded = new Map(messages.loaded.map(message => [message.id, message]))
    return [...selection.chosen.values()].map(message => loaded.get(message.id) ?? message)
  })

  async function change(asked: Change): Promise<void> {
    const { whole } = selection
    try {
      await (whole ? actions.changeWhole(whole, asked) : actions.change(chosen.value, asked))
    } catch (error) {
      notices.add(`${t('app.failed')}: ${toAppError(error).message}`, 'problem')
    }
  }

  function remove(): void {
    const { whole, count, has } = selection
    if (messageId.value !== null && has(messageId.value)) openMessage(neighbourId(id => !has(id)))
    if (whole) removeWhole(whole, count)
    else removeMessages(chosen.value)
  }

  function exportThem(): void {
    const { whole, chosen, count } = selection
    askExport(whole ? { filters: toListCall(whole.view) } : { ids: [...chosen.keys()] }, count)
  }

  const isUnread = computed(() => selection.whole !== null || chosen.value.some(({ unread }) => unread))
  const isUnpinned = computed(() => selection.whole !== null || chosen.value.some(({ pinned }) => !pinned))

  const items = computed<SelectedAction[]>(() => [
    isUnread.value
      ? { id: 'read', label: t('messages.markRead'), icon: MailOpen, run: () => change({ unread: false }) }
      : { id: 'unread', label: t('messages.markUnread'), icon: Mail, run: () => change({ unread: true }) },
    isUnpinned.value
      ? { id: 'pin', label: t('messages.pin'), icon: Pin, run: () => change({ pinned: true }) }
      : { id: 'unpin', label: t('messages.unpin'), icon: PinOff, run: () => change({ pinned: false }) },
    { id: 'tag', label: t('messages.tag'), icon: Tag, run: () => dialogs.open('tag-messages') },
    { id: 'export', label: t('transfer.export.title'), icon: Download, run: exportThem },
    { id: 'remove', label: t('messages.remove'), icon: Trash2, run: remove },
  ])

  /** The one of them that is offered right now. */
  function runFirst(ids: string[]): void {
    items.value.find(({ id }) => ids.includes(id))?.run()
  }

  return { items, change, runFirst }
}
