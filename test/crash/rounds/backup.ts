import { setTimeout } from 'node:timers/promises'
import { join } from 'node:path'
import type { Job } from '#shared/api/jobs.ts'
import type { Ready } from '../crash-server.ts'
import { examineFile, readStored, type Failures } from '../examine.ts'
import type { Ledger } from '../ledger.ts'
import { sendSome } from '../load.ts'
import { call } from '../round.ts'
import { killedWork } from './killed-work.ts'

const pollMs = 5
const before = 30

/** Waits for the end of a job. */
export async function endOfJob(server: Ready, { id }: Job): Promise<Job> {
  for (;;) {
    const job = await call<Job>(server, 'GET', `/jobs/${id}`)
    if (job.state !== 'running') return job
    await setTimeout(pollMs)
  }
}

/** Killed while backups are made and mail comes: what is listed as a backup is whole and has all mail from before it. */
export const backupRound = killedWork({
  killWithinMs: 800,
  async prepare(server, { ledger }) {
    await sendSome({ server, ledger }, before)
  },
  async work(server, { ledger }) {
    const backUp = async () => {
      for (;;) await endOfJob(server, await call<Job>(server, 'POST', '/backups'))
    }
    await Promise.all([backUp(), sendSome({ server, ledger }, 200)])
  },
  async check(server, { site, ledger }) {
    const { items } = await call<{ items: { name: string }[] }>(server, 'GET', '/backups')
    return items.flatMap(({ name }) => examineBackup(join(site.dataDir, 'backups', name), ledger))
  },
})

function examineBackup(file: string, ledger: Ledger): Failures {
  const stored = readStored(file)
  const lacking = ledger
    .entries()
    .slice(0, before)
    .filter(({ sha256 }) => !stored.has(sha256))
  return [...examineFile(file), ...lacking.map(({ token }) => `lost: ${token} is not in ${file}`)]
}
