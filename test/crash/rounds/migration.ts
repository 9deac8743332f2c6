import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { migrations } from '#main/storage/migrations/index.ts'
import { openDatabase } from '#main/storage/database.ts'
import { examine, readStored, type Failures } from '../examine.ts'
import { createLedger, type Ledger } from '../ledger.ts'
import { writeOldStore } from '../old-store.ts'
import { anyMoment, openSite, type Outcome, type RoundOptions } from '../round.ts'

const mails = 3_000
const kills = 2
const killWithinMs = 900

/** Killed while an old store is brought to this version, twice: it arrives whole, and each copy of before is whole too. */
export async function migrationRound({ chance, plant }: RoundOptions): Promise<Outcome> {
  const site = openSite({ plant })
  const ledger = createLedger(chance)
  const version = 1 + chance.below(migrations.length - 1)
  try {
    writeOldStore(site.dataDir, version, ledger, mails)
    for (let kill = 0; kill < kills; kill++) {
      site.launch()
      await anyMoment(chance, killWithinMs)
      await site.kill()
    }
    await site.start()
    const failures = [...examine(site.dataDir, ledger), ...examineCopies(site.dataDir, version, ledger)]
    return { failures, acknowledged: ledger.count('acknowledged') }
  } finally {
    await site.close()
  }
}

function examineCopies(dataDir: string, version: number, ledger: Ledger): Failures {
  const copies = readdirSync(dataDir).filter(name => /\.backup-v\d+(-\d+)?$/.test(name))
  if (copies.length === 0) return ['the store was migrated without a copy']
  return copies.flatMap(name => {
    const file = join(dataDir, name)
    const db = openDatabase(file, { readonly: true })
    const verdict = String(db.pragma('integrity_check'))
    const isWhole = verdict === 'ok' && Number(db.pragma('user_version')) === version
    db.close()
    if (!isWhole) return [`the copy ${name} is not whole: ${verdict}`]
    const stored = readStored(file).size
    return stored === ledger.entries().length ? [] : [`lost: ${name} has ${stored} mails`]
  })
}
