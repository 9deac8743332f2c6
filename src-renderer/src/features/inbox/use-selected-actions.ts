import { Download, Mail, MailOpen, Pin, PinOff, Tag, Trash2 } from '@lucide/vue'
import { computed, type Component } from 'vue'
import { useI18n } from 'vue-i18n'
import { toAppError } from '../../api/app-error.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { toListCall } from '../../stores/list-query.ts'
import { useMessageActions, type Change } from '../../stores/message-actions.ts'
import { useNotices } from '../../stores/notices.ts'
import { useSelection } from '../../stores/selection.ts'
import { useExport } from '../transfer/use-export.ts'
import { useRemoveMessages } from './use-remove-messages.ts'

export type SelectedAction = { id: string; label: string; icon: Component; run: () => void }

/** What can be done to all that is selected: the bar and the context menu show these, in this order. */
export function useSelectedActions() {
  const selection = useSelection()
  const actions = useMessageActions()
  const dialogs = useDialogs()
  const notices = useNotices()
  const { removeMessages, removeWhole } = useRemoveMessages()
  const { t } = useI18n()
  const askExport = useExport()

  async function change(asked: Change): Promise<void> {
    const { whole, chosen } = selection
    try {
      await (whole ? actions.changeWhole(whole, asked) : actions.change([...chosen.values()], asked))
    } catch (error) {
      notices.add(`${t('app.failed')}: ${toAppError(error).message}`, 'problem')
    }
  }

  function remove(): void {
    const { whole, chosen, count } = selection
    if (whole) removeWhole(whole, count)
    else removeMessages([...chosen.values()])
  }

  function exportThem(): void {
    const { whole, chosen, count } = selection
    askExport(whole ? { filters: toListCall(whole.view) } : { ids: [...chosen.keys()] }, count)
  }

  const chosen = computed(() => [...selection.chosen.values()])
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
