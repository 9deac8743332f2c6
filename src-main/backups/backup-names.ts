import { toTimestamp } from '#shared/api/fields.ts'

/** How many of a kind are kept: those of two weeks of working days. Older ones go when a new one is made. */
const keptBackups = 10

/** Sorted by name, the newest comes last. */
const namePattern = /^mayfly-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z(-before-restore)?\.db$/

/** A name with the date, in UTC: `mayfly-2026-11-21T05-00-00-000Z.db`. */
export function backupName(at: number, beforeRestore = false): string {
  return `mayfly-${toTimestamp(at).replaceAll(/[:.]/g, '-')}${beforeRestore ? '-before-restore' : ''}.db`
}

/** When a backup was made; undefined for what is none of ours. */
export function madeAt(name: string): string | undefined {
  const [, day, hour, minute, second, ms] = namePattern.exec(name) ?? []
  return day && `${day}T${hour}:${minute}:${second}.${ms}Z`
}

/** Those that go, of all that there are. A restore that is repeated takes none of the backups that were asked for. */
export function surplus(names: readonly string[], kept = keptBackups): string[] {
  const ours = names.filter(name => madeAt(name) !== undefined).toSorted()
  const { asked = [], aside = [] } = Object.groupBy(ours, name =>
    name.includes('before-restore') ? 'aside' : 'asked',
  )
  return [asked, aside].flatMap(same => same.slice(0, Math.max(0, same.length - kept)))
}
