import { watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Job } from '#shared/api/jobs.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { useJobs } from '../../stores/jobs.ts'
import { useNotices } from '../../stores/notices.ts'
import { useJobWords } from './job-words.ts'

/** Says when long work has ended. When another store was put in the place of the one that is shown, the page begins anew. */
export function useJobNews(): void {
  const jobs = useJobs()
  const notices = useNotices()
  const dialogs = useDialogs()
  const { t } = useI18n()
  const { ending } = useJobWords()

  function tell(job: Job): void {
    if (job.kind === 'restore' && job.state === 'done') return location.reload()
    // Whoever looks at it sees how it ends.
    if (dialogs.current === 'import') return
    const details = { label: t('transfer.ended.details'), run: () => dialogs.open('job', job.id) }
    const tone = job.state === 'failed' ? 'problem' : 'plain'
    notices.add(ending(job), tone, { action: job.failures.length > 0 ? details : null })
  }

  jobs.refresh()
  watch(
    () => jobs.ended,
    ended => ended.forEach(tell),
  )
}
