import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
const deliver = (app: TestApp, to = 'someone@mayfly.test') => {
  const content = randomBytes(200_000)
  return sendMail(app.smtpPort, {
    to,
    subject: 'x',
    text: 'x',
    attachments: [{ filename: 'a.bin', content }],
  })
}

const problem = async (app: TestApp) => (await injectClient(app).call('getInfo', {})).storeProblem
const total = async (app: TestApp) => (await injectClient(app).call('listMessages', {})).total

const minuteMs = 60_000

let now: number
let dataDir: string
let filler: string
/** With a store that is large enough to have something put by, on a disk of its own. Undefined where we may not have one. */
async function startOnOwnDisk(): Promise<TestApp | undefined> {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  dataDir = folder.path
  if (!run('mount', '-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', dataDir)) return undefined
  onTestFinished(() => void run('umount', '-l', dataDir))
  filler = join(dataDir, 'filler')
  now = Date.parse('2026-01-01T12:00:00Z')
  const first = await startApp({ dataDir, logLevel: 'silent', now: () => now })
  await injectClient(first).call('createMailbox', { address: 'brief@mayfly.test', expiresIn: 10 })
  for (let n = 0; n < 20; n++) await deliver(first, 'brief@mayfly.test')
  while (statSync(storeFile(dataDir)).size < 2 * reserveBytes) await deliver(first)
  await first.stop()
  const app = await startApp({ dataDir, logLevel: 'silent', now: () => now })
  onTestFinished(() => app.stop())
  await expect.poll(() => existsSync(reserve()) && statSync(reserve()).size).toBe(reserveBytes)
  return app
}

const reserve = () => `${storeFile(dataDir)}-reserve`

async function fill(app: TestApp): Promise<void> {
  expect(() => writeFileSync(filler, Buffer.alloc(128 * 1024 * 1024))).toThrow(/ENOSPC/)
  await expect(async () => {
    for (;;) await deliver(app)
  }).rejects.toThrow(/452/)
  expect(() => appendFileSync(filler, Buffer.alloc(128 * 1024 * 1024))).toThrow(/ENOSPC/)
  expect(await problem(app)).toBe('disk_full')
}

const ownDisk = 'needs a disk of its own, which only root can mount'

test('on a full disk mail can be deleted, and then mail is taken again', async context => {
  const app = await startOnOwnDisk()
  if (!app) return context.skip(ownDisk)
  await fill(app)
  const before = await total(app)
  expect(before).toBeGreaterThan(50)

  await injectClient(app).call('deleteMessages', {})
  expect([await total(app), existsSync(reserve())]).toEqual([0, false])
  await expect.poll(() => problem(app)).toBe(null)
  await deliver(app)
  expect(await total(app)).toBe(1)
  rmSync(filler)
  await app.stop()
  const { kept, counted } = withStore(dataDir, db => ({ kept: keptCounts(db), counted: countedCounts(db) }))
  expect(kept).toEqual(counted)
})

test("a mailbox that runs out while the disk is full is settled, and in nobody's way", async context => {
  const app = await startOnOwnDisk()
  if (!app) return context.skip(ownDisk)
  await fill(app)
  const before = await total(app)
  now += 11 * minuteMs
  expect(await total(app)).toBe(before - 20)
  await injectClient(app).call('deleteMessages', {})
  expect(await total(app)).toBe(0)
})
