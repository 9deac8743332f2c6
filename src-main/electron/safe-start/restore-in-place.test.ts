import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder } from '#test/support/start-app.ts'
import { restoreInPlace } from './restore-in-place.ts'

const at = Date.UTC(2026, 10, 21, 5, 6, 7, 8)

async function withBackup() {
  const { path, remove } = temporaryFolder()
  onTestFinished(remove)
  const app = await startApp({ dataDir: path })
  await sendMail(app.smtpPort, { subject: 'Kept', text: 'x' })
  await app.stop()
  const backup = join(path, 'mine.db')
  copyFileSync(join(path, 'mayfly.db'), backup)
  return { dataDir: path, backup, store: join(path, 'mayfly.db') }
}

test('a backup takes the place of a damaged store, which is kept beside it', async () => {
  const { dataDir, backup, store } = await withBackup()
  writeFileSync(store, 'damaged')
  writeFileSync(`${store}-wal`, 'of the damaged one')
  const { aside } = restoreInPlace(dataDir, backup, at)
  expect(aside).toBe(join(dataDir, 'mayfly-damaged-2026-11-21T05-06-07-008Z.db'))
  expect(readFileSync(aside, 'utf8')).toBe('damaged')
  expect(readFileSync(`${aside}-wal`, 'utf8')).toBe('of the damaged one')
  expect(existsSync(backup)).toBe(true)

  const app = await startApp({ dataDir })
  const list = await (await fetch(`${app.url}/api/v1/messages`)).json()
  expect(list).toMatchObject({ items: [{ subject: 'Kept' }] })
  await app.stop()
})

test('what is no backup changes nothing', async () => {
  const { dataDir, backup, store } = await withBackup()
  writeFileSync(store, 'damaged')
  writeFileSync(backup, 'no store')
  mkdirSync(join(dataDir, 'restore'), { recursive: true })
  expect(() => restoreInPlace(dataDir, backup, at)).toThrow()
  expect(readFileSync(store, 'utf8')).toBe('damaged')
  expect(readdirSync(join(dataDir, 'restore'))).toEqual([])
  expect(readdirSync(dataDir).filter(name => name.includes('damaged'))).toEqual([])
})

test('while another Mayfly has the folder, nothing is touched', async () => {
  const { dataDir, backup } = await withBackup()
  const app = await startApp({ dataDir })
  expect(() => restoreInPlace(dataDir, backup, at)).toThrow(/already running/)
  await app.stop()
})
