import { useI18n } from 'vue-i18n'
import { toAppError } from '../../api/app-error.ts'
import { useMailboxes } from '../../stores/mailboxes.ts'
import { useNotices } from '../../stores/notices.ts'

/** Whether a mailbox's mail may load what it wants from the network, kept with the mailbox. */
export function useRemoteContent() {
  const mailboxes = useMailboxes()
  const notices = useNotices()
  const { t } = useI18n()

  async function choose(mailboxId: string, remoteContent: boolean): Promise<void> {
    try {
      await mailboxes.update(mailboxId, { remoteContent })
      notices.add(t(remoteContent ? 'reader.remote.chosen' : 'reader.remote.revoked'))
    } catch (error) {
      notices.add(toAppError(error).message, 'problem')
    }
  }

  return { choose }
}
