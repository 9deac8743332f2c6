import {
  Archive,
  ArchiveRestore,
  Bell,
  BellOff,
  Copy,
  Download,
  Hourglass,
  MailOpen,
  MailX,
  Trash2,
  Upload,
} from '@lucide/vue'
import { useI18n } from 'vue-i18n'
import type { Mailbox } from '#shared/api/mailboxes.ts'
import { allMail, toListCall, type ListQuery } from '../../stores/list-query.ts'
import { refOf } from '../../stores/mailbox-ref.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { useNotifications } from '../../stores/notifications.ts'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import { useCopy } from '../clipboard/use-copy.ts'
import { useExport } from '../transfer/use-export.ts'
import { useMailboxAbilities } from '../remotes/use-mailbox-abilities.ts'
import { useMailboxActions } from '../mailboxes/use-mailbox-actions.ts'

/** What a right click on a mailbox offers. */
export function useMailboxMenu(): (mailbox: Mailbox) => MenuEntry[] {
  const dialogs = useDialogs()
  const { t } = useI18n()
  const { copy } = useCopy()
  const askExport = useExport()
  const { archive, restore, empty, markAllRead, setMuted } = useMailboxActions()
  const notifications = useNotifications()
  const can = useMailboxAbilities()

  /** How long it lives, as far as that can be changed. */
  function lifeOf(mailbox: Mailbox): MenuEntry[] {
    const isActive = mailbox.status === 'active'
    const entries: MenuEntry[] = []
    if (isActive && mailbox.remote === null)
      entries.push({
        label: t('sidebar.lifetime'),
        icon: Hourglass,
        run: () => dialogs.open('mailbox-lifetime', refOf(mailbox)),
      })
    if (isActive && can(mailbox, 'archiveMailbox'))
      entries.push({ label: t('sidebar.archive'), icon: Archive, run: () => void archive(mailbox) })
    if (!isActive && can(mailbox, 'reactivateMailbox'))
      entries.push({ label: t('sidebar.restore'), icon: ArchiveRestore, run: () => void restore(mailbox) })
    return entries.length > 0 ? [...entries, 'separator'] : []
  }

  return mailbox => [
    { label: t('inbox.copyAddress'), icon: Copy, run: () => void copy(mailbox.address) },
    {
      label: t('sidebar.markAllRead'),
      icon: MailOpen,
      disabled: mailbox.unreadCount === 0,
      run: () => void markAllRead(mailbox),
    },
    notifications.muted.includes(mailbox.id)
      ? { label: t('sidebar.unmute'), icon: Bell, run: () => void setMuted(mailbox, false) }
      : { label: t('sidebar.mute'), icon: BellOff, run: () => void setMuted(mailbox, true) },
    'separator',
    ...lifeOf(mailbox),
    ...(mailbox.remote === null
      ? [
          {
            label: t('sidebar.importMail'),
            icon: Upload,
            disabled: mailbox.status !== 'active',
            run: () => dialogs.open('import', mailbox.address),
          },
        ]
      : []),
    {
      label: t('sidebar.exportMail'),
      icon: Download,
      disabled: mailbox.messageCount === 0,
      run: () => askExport({ filters: toListCall(viewOf(mailbox)) }, mailbox.messageCount),
    },
    'separator',
    {
      label: t('sidebar.deleteMail'),
      icon: MailX,
      danger: true,
      disabled: mailbox.messageCount === 0,
      run: () => empty(mailbox),
    },
    {
      label: t('sidebar.deleteMailbox'),
      icon: Trash2,
      danger: true,
      run: () => dialogs.open('delete-mailbox', refOf(mailbox)),
    },
  ]
}

const viewOf = (mailbox: Mailbox): ListQuery => ({
  ...allMail,
  remote: mailbox.remote,
  mailbox: refOf(mailbox),
})
