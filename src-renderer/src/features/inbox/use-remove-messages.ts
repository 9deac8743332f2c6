import { useI18n } from 'vue-i18n'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { toAppError } from '../../api/app-error.ts'
import { formatCount } from '../../i18n/format.ts'
import { useConnection } from '../../stores/connection.ts'
import { isCarriedOut, type TakenUp } from '../../stores/kept-removals.ts'
import { meansPinned, type ListQuery } from '../../stores/list-query.ts'
import { useMailboxes } from '../../stores/mailboxes.ts'
import { useMessageActions, type WholeList } from '../../stores/message-actions.ts'
import { useMessages } from '../../stores/messages.ts'
import { shownWithActionMs, useNotices } from '../../stores/notices.ts'
import { useRemovals } from '../../stores/removals.ts'
import type { Removal } from '../../stores/removed-mail.ts'

/** Deleting with an offer to undo it: the mail is gone from sight at once, and from the server when the offer is over. */
export function useRemoveMessages() {
  const actions = useMessageActions()
  const connection = useConnection()
  const mailboxes = useMailboxes()
  const messages = useMessages()
  const notices = useNotices()
  const removals = useRemovals()
  const { t } = useI18n()

  function offer(removal: Removal, text: string): void {
    actions.remove(removal, { text, until: Date.now() + shownWithActionMs })
    show(removal, text, shownWithActionMs)
    for (const older of removals.overdue()) void finish(older)
  }

  function show(removal: Removal, text: string, forMs: number, undo = () => actions.undo(removal)): void {
    notices.add(text, 'plain', {
      forMs,
      action: {
        label: t('app.undo'),
        run: undo,
        lapse: () => void finish(removal),
        about: removal,
      },
    })
  }

  /**
   * What the page offered before it was loaded anew; what the server has carried out meanwhile is over. When the server was
   * not heard the offer stays: Undo asks it once more.
   */
  function takeUp(): void {
    for (const taken of removals.takeUp()) {
      const { removal, offer, back } = taken
      show(removal, offer.text, offer.until - Date.now(), () => void undoHeld(taken))
      back.catch(error => isCarriedOut(error) && notices.lapseOf(removal))
    }
  }

  async function undoHeld(taken: TakenUp): Promise<void> {
    try {
      await actions.undoHeld(taken)
    } catch (error) {
      const text = isCarriedOut(error)
        ? t('messages.undoneTooLate')
        : t('messages.notUndone', { reason: toAppError(error).message })
      notices.add(text, 'problem')
    }
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

  function removeWhole(whole: WholeList, count: number): void {
    const keepsPinned = !meansPinned(whole.view) && connection.info?.pinnedCount !== 0
    const text = keepsPinned ? 'messages.removedWhole' : 'messages.removed'
    const unread = unreadIn(whole.view)
    offer(
      { ...whole, ...(unread === undefined ? {} : { unread }) },
      t(text, { n: formatCount(count) }, count),
    )
  }

  /** Undefined where only the server could tell. */
  function unreadIn({ remote, mailbox, pinned, search, filter }: ListQuery): number | undefined {
    if (pinned || search !== '' || !['all', 'unread'].includes(filter)) return undefined
    if (mailbox === null) return remote === null ? connection.unreadCount : undefined
    const known = mailboxes.find(mailbox)
    return known && mailboxes.unreadOf(known)
  }

  return { removeMessages, removeWhole, takeUp }
}
