import { useI18n } from 'vue-i18n'
import type { Job } from '#shared/api/jobs.ts'
import { formatBytes, formatCount } from '../../i18n/format.ts'

/** What a job is and how far, in words. */
export function useJobWords() {
  const { t } = useI18n()

  function title({ kind, subject }: Job): string {
    // Many files have no name together, but a number.
    if (kind === 'import' && /^\d+$/.test(subject))
      return t('transfer.jobs.importMany', { n: formatCount(Number(subject)) }, Number(subject))
    if (kind === 'deletion')
      return t(subject === '' ? 'transfer.jobs.deleteAll' : 'transfer.jobs.delete', { subject })
    return t(`transfer.jobs.${kind}`, { subject })
  }

  function progress({ kind, done, total, counts }: Job): string {
    if (kind === 'import')
      return t('transfer.jobs.imported', { n: formatCount(counts['imported'] ?? 0) }, counts['imported'] ?? 0)
    if (total === null) return ''
    const show = kind === 'deletion' ? formatCount : formatBytes
    return t('transfer.jobs.of', { done: show(done), total: show(total) })
  }

  /** How it ended, in a sentence. */
  function ending(job: Job): string {
    const { state, kind, error, counts } = job
    if (state === 'cancelled') return t('transfer.ended.cancelled', { title: title(job) })
    if (state === 'failed') return t('transfer.ended.failed', { title: title(job), reason: error ?? '' })
    if (kind === 'deletion')
      return t('transfer.ended.deletion', { n: formatCount(counts['deleted'] ?? 0) }, counts['deleted'] ?? 0)
    if (kind !== 'import') return t(`transfer.ended.${kind}`)
    return importEnding(counts)
  }

  function importEnding({ imported = 0, duplicates = 0, failed = 0 }: Job['counts']): string {
    return [
      t('transfer.ended.import', { n: formatCount(imported) }, imported),
      ...(duplicates > 0 ? [t('transfer.ended.duplicates', { n: formatCount(duplicates) }, duplicates)] : []),
      ...(failed > 0 ? [t('transfer.ended.leftOut', { n: formatCount(failed) }, failed)] : []),
    ].join(' ')
  }

  return { title, progress, ending }
}

/** From 0 to 1; null while nobody knows. */
export function shareOf({ done, total }: Job): number | null {
  return total === null || total === 0 ? null : Math.min(1, done / total)
}
