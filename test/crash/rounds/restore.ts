import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { storeFile } from '#test/support/store-file.ts'
import type { Job } from '#shared/api/jobs.ts'
import { readStored, type Failures } from '../examine.ts'
import { createLedger, type Ledger } from '../ledger.ts'
import { sendSome } from '../load.ts'
import { call, anyMoment, openSite, type Outcome, type RoundOptions } from '../round.ts'
import { endOfJob } from './backup.ts'
import { examineFile } from '../examine.ts'

const killWithinMs = 700

/** Killed while a backup is restored: the store is the one of the backup or the one before, and that one is never lost. */
export async function restoreRound({ chance, plant }: RoundOptions): Promise<Outcome> {
  const site = openSite({ plant })
  const older = createLedger(chance)
  const newer = createLedger(chance)
  try {
    const server = await site.start()
    await sendSome({ server, ledger: older }, 15)
    const { backup } = await endOfJob(server, await call<Job>(server, 'POST', '/backups'))
    await sendSome({ server, ledger: newer }, 15)
    const restoring = call(server, 'POST', `/backups/${backup}/restore`).catch(() => {})
    await anyMoment(chance, killWithinMs)
    await site.kill()
    await restoring
    await site.start()
    const file = storeFile(site.dataDir)
    const failures = [...examineFile(file), ...lackOf(file, older)]
    const wentBack = lackOf(file, newer)
    // All of it or nothing; and when it is not in the store, it is in the store that was set aside.
    if (wentBack.length > 0) {
      if (wentBack.length < newer.entries().length) failures.push(...wentBack)
      failures.push(...lackOf(setAside(site.dataDir), newer))
    }
    return { failures, acknowledged: older.count('acknowledged') + newer.count('acknowledged') }
  } finally {
    await site.close()
  }
}

function lackOf(file: string, ledger: Ledger): Failures {
  const stored = readStored(file)
  return ledger
    .entries()
    .filter(({ sha256 }) => !stored.has(sha256))
    .map(({ token }) => `lost: ${token} is not in ${file}`)
}

function setAside(dataDir: string): string {
  const folder = join(dataDir, 'backups')
  const name = readdirSync(folder).find(name => name.includes('before-restore'))
  if (!name) throw new Error('the store from before the restore is not there')
  return join(folder, name)
}
