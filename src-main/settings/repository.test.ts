import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { transaction } from '../storage/database.ts'
import { openWriter } from '../storage/open-store.ts'
import type { KeptRelay } from './relay.ts'
import { settingsQueries } from './repository.ts'

const relay: KeptRelay = {
  host: 'relay.shop.test',
  port: 587,
  security: 'starttls',
  user: 'mayfly',
  password: 'first-of-two',
  sender: null,
  allowedRecipients: '',
}

test('a password of the relay that was changed or removed is nowhere in the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-settings-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'mayfly.db')
  // Closed each time: what the log has comes into the file.
  const save = (kept: KeptRelay | null) => {
    const db = openWriter(file)
    transaction(db, () => settingsQueries.writes.saveSettings(db, { relay: kept, 'retention.maxAgeDays': 3 }))
    db.close()
    return readFileSync(file).toString('latin1')
  }
  expect(save(relay)).toContain('first-of-two')
  const changed = save({ ...relay, password: 'second-of-two, which is longer' })
  expect(changed).not.toContain('first-of-two')
  expect(changed).toContain('second-of-two')
  expect(save(null)).not.toMatch(/-of-two/)
})
