import { randomBytes } from 'node:crypto'
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { reserveBytes } from '#main/storage/reserve.ts'
import { injectClient } from '#test/support/api-client.ts'
import { countedCounts, keptCounts } from '#test/support/kept-counts.ts'
import { run } from '#test/support/run.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'
import { storeFile, withStore } from '#test/support/store-file.ts'

/** A mail that no store packs. */
const deliver = (app: TestApp) => {
  const content = randomBytes(200_000)
  return sendMail(app.smtpPort, { subject: 'x', text: 'x', attachments: [{ filename: 'a.bin', content }] })
}

const problem = async (app: TestApp) => (await injectClient(app).call('getInfo', {})).storeProblem
const total = async (app: TestApp) => (await injectClient(app).call('listMessages', {})).total

test('on a full disk mail can be deleted, and then mail is taken again', async context => {
  const folder = temporaryFolder()
  const dataDir = folder.path
  if (!run('mount', '-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', dataDir))
    return context.skip('needs a disk of its own, which only root can mount')
  onTestFinished(() => void run('umount', '-l', dataDir))
  let app = await startApp({ dataDir, logLevel: 'silent' })
  while (statSync(storeFile(dataDir)).size < 2 * reserveBytes) await deliver(app)
  await app.stop()
  app = await startApp({ dataDir, logLevel: 'silent' })
  onTestFinished(() => app.stop())
  const reserve = `${storeFile(dataDir)}-reserve`
  await expect.poll(() => existsSync(reserve) && statSync(reserve).size).toBe(reserveBytes)

  const filler = join(dataDir, 'filler')
  expect(() => writeFileSync(filler, Buffer.alloc(128 * 1024 * 1024))).toThrow(/ENOSPC/)
  await expect(async () => {
    for (;;) await deliver(app)
  }).rejects.toThrow(/452/)
  expect(await problem(app)).toBe('disk_full')
  const before = await total(app)
  expect(before).toBeGreaterThan(50)

  await injectClient(app).call('deleteMessages', {})
  expect([await total(app), existsSync(reserve)]).toEqual([0, false])
  await expect.poll(() => problem(app)).toBe(null)
  await deliver(app)
  expect(await total(app)).toBe(1)
  rmSync(filler)
  await app.stop()
  const { kept, counted } = withStore(dataDir, db => ({ kept: keptCounts(db), counted: countedCounts(db) }))
  expect(kept).toEqual(counted)
})
