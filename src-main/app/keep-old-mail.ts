import { limitsOf } from '../messages/retention-limits.ts'
import { settingsQueries } from '../settings/repository.ts'
import { foldLog } from '../storage/copy-store.ts'
import { openDatabase } from '../storage/database.ts'

/**
 * A backup can be older than its own settings keep mail: all of it would go within a second of coming back. In the file of
 * such a one age no longer counts, until the owner sets a limit anew. Answers what was changed, in words.
 */
export function keepOldMail(file: string, now: number): string | undefined {
  const db = openDatabase(file)
  try {
    const settings = settingsQueries.reads.loadSettings(db)
    const { olderThan } = limitsOf(settings, now)
    const { newest } = db.get<{ newest: number | null }>(newestUnpinned)!
    if (olderThan === null || newest === null || newest >= olderThan) return undefined
    settingsQueries.writes.saveSettings(db, { 'retention.maxAgeDays': 0 })
    return `All mail of the backup is older than the ${settings['retention.maxAgeDays']} days that it keeps mail. The limit is off now, or it would all be deleted; set it again when you have what you need.`
  } finally {
    db.close()
    foldLog(file)
  }
}

const newestUnpinned = 'SELECT max(received_at) AS newest FROM deliveries WHERE pinned = 0'
