import { useI18n } from 'vue-i18n'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { toAppError } from '../../api/app-error.ts'
import { formatCount } from '../../i18n/format.ts'
import { meansPinned } from '../../stores/list-query.ts'
import { useMessageActions } from '../../stores/message-actions.ts'
import { useMessages } from '../../stores/messages.ts'
import { useNotices } from '../../stores/notices.ts'
import { useRemovals, type Removal } from '../../stores/removals.ts'

/** Deleting with an offer to undo it: the mail is gone from sight at once, and from the server when the offer is over. */
export function useRemoveMessages() {
  const actions = useMessageActions()
  const messages = useMessages()
  const notices = useNotices()
  const removals = useRemovals()
  const { t } = useI18n()

  function offer(removal: Removal, text: string): void {
    actions.remove(removal)
    notices.add(text, 'plain', {
      action: {
        label: t('app.undo'),
        run: () => actions.undo(removal),
        lapse: () => void finish(removal),
      },
    })
    for (const older of removals.overdue()) void finish(older)
  }

  async function finish(removal: Removal): Promise<void> {
    try {
      await actions.finish(removal)
    } catch (error) {
      notices.add(t('messages.notRemoved', { reason: toAppError(error).message }), 'problem')
    }
  }

  function removeMessages(chosen: MessageSummary[]): void {
    if (chosen.length === 0) return
    const text = t('messages.removed', { n: formatCount(chosen.length) }, chosen.length)
    offer({ view: messages.query, messages: chosen }, text)
  }

  function removeWhole(whole: { view: Removal['view']; through: number }, count: number): void {
    offer(
      whole,
      t(
        meansPinned(whole.view) ? 'messages.removed' : 'messages.removedWhole',
        { n: formatCount(count) },
        count,
      ),
    )
  }

  return { removeMessages, removeWhole }
}
