import { useI18n } from 'vue-i18n'
import type { SavedFile } from '#shared/shell/file-calls.ts'
import { toAppError } from '../../api/app-error.ts'
import { useShell } from '../../shell/shell.ts'
import { useNotices } from '../../stores/notices.ts'

/** Says what was saved and offers to show it in its folder; says what could not be. */
export function useSavingFiles() {
  const { files } = useShell()
  const notices = useNotices()
  const { t } = useI18n()

  async function reveal(token: string): Promise<void> {
    const shown = await files?.reveal(token).catch(() => false)
    if (!shown) notices.add(t('files.notKnown'), 'problem')
  }

  function tellSaved({ token, name }: SavedFile, text = t('files.saved', { name })): void {
    notices.add(text, 'plain', { action: { label: t('files.reveal'), run: () => void reveal(token) } })
  }

  /** Null when it failed, which was said, or when the dialog was closed. */
  async function attempt<T>(work: Promise<T>): Promise<T | null> {
    try {
      return await work
    } catch (error) {
      notices.add(toAppError(error).message, 'problem')
      return null
    }
  }

  async function saveAll(messageId: string): Promise<void> {
    const done = files && (await attempt(files.saveAttachments(messageId)))
    if (done) tellSaved(done.saved, t('files.savedAll', { n: done.count }, done.count))
  }

  async function savePdf(messageId: string): Promise<void> {
    const saved = files && (await attempt(files.savePdf(messageId)))
    if (saved) tellSaved(saved)
  }

  return { tellSaved, attempt, saveAll, savePdf }
}
