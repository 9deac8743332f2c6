import { onScopeDispose } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { OpenRequest } from '#shared/shell/channels.ts'
import { useShell } from '../../shell/shell.ts'
import { useNotices } from '../../stores/notices.ts'
import { useSavingFiles } from './use-saving-files.ts'

/** What the desktop says unasked: a file is saved, one could not be opened, somebody wants to see a message. */
export function useShellNews(): void {
  const shell = useShell()
  const router = useRouter()
  const notices = useNotices()
  const { t } = useI18n()
  const { tellSaved } = useSavingFiles()

  function go(request: OpenRequest): void {
    if (request.kind === 'unknownLink') notices.add(t('app.unknownLink'), 'problem')
    else if (request.kind === 'message') void router.push({ name: 'all', params: { messageId: request.id } })
    else if (request.kind === 'mailbox')
      void router.push({ name: 'mailbox', params: { mailbox: request.address } })
    else void router.push({ name: 'all' })
  }

  const ends = [
    shell.on('saved', news =>
      news.ok ? tellSaved(news) : notices.add(t('files.notSaved', { name: news.name }), 'problem'),
    ),
    shell.on('fileProblem', ({ name, message }) =>
      notices.add(t('files.notOpened', { name, why: message }), 'problem'),
    ),
    shell.on('open', go),
  ]
  onScopeDispose(() => ends.forEach(end => end()))
}
