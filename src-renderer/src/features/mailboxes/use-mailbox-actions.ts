import { useI18n } from 'vue-i18n'
import type { Mailbox } from '#shared/api/mailboxes.ts'
import { toAppError } from '../../api/app-error.ts'
import { useConnection } from '../../stores/connection.ts'
import { allMail } from '../../stores/list-query.ts'
import { refOf } from '../../stores/mailbox-ref.ts'
import { useMailboxes } from '../../stores/mailboxes.ts'
import { useNotices } from '../../stores/notices.ts'
import { useNotifications } from '../../stores/notifications.ts'
import { useRemoveMessages } from '../inbox/use-remove-messages.ts'

const minuteMs = 60_000

/** What is done to a mailbox at once, told of, and taken back where that is possible. */
export function useMailboxActions() {
  const mailboxes = useMailboxes()
  const notices = useNotices()
  const connection = useConnection()
  const notifications = useNotifications()
  const { removeWhole } = useRemoveMessages()
  const { t } = useI18n()

  async function attempt(work: Promise<void>): Promise<boolean> {
    try {
      await work
      return true
    } catch (error) {
      notices.add(toAppError(error).message, 'problem')
      return false
    }
  }

  async function archive(mailbox: Mailbox): Promise<void> {
    if (!(await attempt(mailboxes.archive(refOf(mailbox))))) return
    const undo = () => void attempt(mailboxes.restore(refOf(mailbox), minutesLeft(mailbox)))
    notices.add(t('inbox.mailboxArchived'), 'plain', { action: { label: t('app.undo'), run: undo } })
  }

  async function restore(mailbox: Mailbox): Promise<void> {
    if (!(await attempt(mailboxes.restore(refOf(mailbox))))) return
    const undo = () => void attempt(mailboxes.archive(refOf(mailbox)))
    notices.add(t('inbox.mailboxRestored'), 'plain', { action: { label: t('app.undo'), run: undo } })
  }

  /** Its mail as it is now; what comes later stays. */
  function empty(mailbox: Mailbox): void {
    const through = connection.info?.lastSeq ?? 0
    const view = { ...allMail, remote: mailbox.remote, mailbox: refOf(mailbox) }
    removeWhole({ view, through }, mailbox.messageCount)
  }

  async function markAllRead(mailbox: Mailbox): Promise<void> {
    await attempt(mailboxes.markAllRead(mailbox))
  }

  async function setMuted({ id }: Mailbox, muted: boolean): Promise<void> {
    await attempt(notifications.setMuted(id, muted))
  }

  return { archive, restore, empty, markAllRead, setMuted }
}

/** So that a mailbox that comes back lives as long as it would have. */
function minutesLeft({ expiresAt }: Mailbox): number | null {
  if (expiresAt === null) return null
  return Math.max(1, Math.ceil((Date.parse(expiresAt) - new Date().getTime()) / minuteMs))
}
