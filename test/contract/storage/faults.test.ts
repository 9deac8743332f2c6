import { execFileSync } from 'node:child_process'
import { fdatasync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { FlushFile } from '#main/storage/thread/flusher.ts'
import { injectClient } from '#test/support/api-client.ts'
import { countedCounts, keptCounts } from '#test/support/kept-counts.ts'
import { asData, fixture } from '#test/support/send-mail.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'
import { storeFile, withStore } from '#test/support/store-file.ts'
import { faultyStoreScript, suffer } from '#test/support/suffer.ts'

const mail = fixture('mail/nodemailer-alternative-attachments.eml')

type Started = TestApp & { dataDir: string }

/** On a folder of its own, or that of `changes`. */
async function open(changes: Parameters<typeof startApp>[0] = {}): Promise<Started> {
  const folder = temporaryFolder()
  const { dataDir = folder.path } = changes
  const app = await startApp({ storeScript: faultyStoreScript, logLevel: 'silent', ...changes, dataDir })
  const stop = async () => {
    await app.stop()
    folder.remove()
  }
  return { ...app, dataDir, stop }
}

async function start(changes: Parameters<typeof startApp>[0] = {}): Promise<Started> {
  const app = await open(changes)
  onTestFinished(() => app.stop())
  return app
}

function ownFolder(): string {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  return folder.path
}

/** Sends the mail; the first reply that refuses it, or the one that takes it. */
async function send(app: TestApp, ...to: string[]): Promise<string> {
  const session = await openGreeted(app.smtpPort)
  const replies = await session.envelope(
    'sender@shop.test',
    ...(to.length > 0 ? to : ['someone@mayfly.test']),
  )
  const refused = replies.find(reply => !reply.startsWith('250'))
  const reply = refused ?? (await session.data(asData(mail)))
  await session.quit()
  return reply
}

const total = async (app: TestApp) => (await injectClient(app).call('listMessages', {})).total
const ready = (app: TestApp) => fetch(`${app.url}/ready`)
const isReady = (app: TestApp) => expect.poll(async () => (await ready(app)).status).toBe(200)
const inject = (app: TestApp) =>
  fetch(`${app.url}/api/v1/mailboxes/someone@mayfly.test/messages`, {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body: new Uint8Array(mail),
  })

function expectRightCounts({ dataDir }: Started): void {
  const { kept, counted } = withStore(dataDir, db => ({ kept: keptCounts(db), counted: countedCounts(db) }))
  expect(kept).toEqual(counted)
}

/** What each way in and each place that tells of it says while the store cannot take mail. */
async function expectTold(app: TestApp, reason: string, smtp: RegExp): Promise<void> {
  expect(await send(app)).toMatch(smtp)
  for (const answer of [await inject(app), await ready(app)]) {
    expect(answer.status).toBe(503)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await answer.json()).toMatchObject({ error: 'unavailable', details: [{ reason }] })
  }
  const info = await injectClient(app).call('getInfo', {})
  expect(info.storeProblem).toBe(reason)
  const health = (await (await fetch(`${app.url}/health`)).json()) as { status: string; problems: string[] }
  expect(health).toEqual({ status: 'impaired', problems: info.problems })
}

async function expectTakesMail(app: TestApp): Promise<void> {
  await isReady(app)
  expect(await send(app)).toMatch(/^250 /)
  expect(await injectClient(app).call('getInfo', {})).toMatchObject({ storeProblem: null, problems: [] })
}

// Each death of the same server is waited for longer, so only so many share one.
describe("the store's thread dies", () => {
  let app: Started
  beforeAll(async () => {
    app = await open()
  })
  afterAll(() => app.stop())

  test.each(['dieAtCommit', 'dieUnanswered'] as const)(
    '%s: who tries again has the mail once',
    async fault => {
      expect(await send(app)).toMatch(/^250 /)
      const before = await total(app)
      await suffer(storeFile(app.dataDir), fault)
      expect(await send(app, 'a@mayfly.test', 'b@mayfly.test')).toMatch(/^451 4\.3\.0 /)
      await isReady(app)
      expect(await total(app)).toBe(before)
      expect(await send(app, 'a@mayfly.test', 'b@mayfly.test')).toMatch(/^250 /)
      expect(await total(app)).toBe(before + 2)
      expectRightCounts(app)
    },
  )

  test('out of memory, and then again and again: the process lives, says so meanwhile, and takes mail again', async () => {
    const app = await start()
    await suffer(storeFile(app.dataDir), 'runOutOfMemory', { dies: true })
    expect(await send(app)).toMatch(/^451 /)
    await expectTakesMail(app)
    for (let death = 0; death < 2; death++) {
      await suffer(storeFile(app.dataDir), 'dieAtCommit')
      await send(app)
      await expectTold(app, 'restarting', /^451 4\.3\.0 /)
      await isReady(app)
    }
    await expectTakesMail(app)
    expect(await total(app)).toBe(2)
  })

  test('a store in memory is gone with it: that is the end', async () => {
    const failed = Promise.withResolvers<Error>()
    const app = await start({ dataDir: ':memory:', onFatal: failed.resolve })
    await suffer(':memory:', 'dieAtCommit')
    expect(await send(app)).toMatch(/^451 /)
    expect((await failed.promise).message).toContain('ended with code 1')
  })
})

describe('the disk', () => {
  let app: Started
  let flushFile: FlushFile = fdatasync
  beforeAll(async () => {
    app = await open({ flushFile: (file, done) => flushFile(file, done) })
  })
  afterAll(() => app.stop())
  beforeEach(() => {
    flushFile = fdatasync
  })

  test('is read-only for a while', async () => {
    expect(await send(app)).toMatch(/^250 /)
    const before = await total(app)
    await suffer(storeFile(app.dataDir), 'readOnly')
    await expectTold(app, 'read_only', /^451 4\.3\.0 /)
    expect(await total(app)).toBe(before)
    await suffer(storeFile(app.dataDir), 'writable')
    await expectTakesMail(app)
    expect(await total(app)).toBe(before + 1)
  })

  test('is slow to flush: nobody hears of a mail before it is done', async () => {
    const flushes: (() => void)[] = []
    flushFile = (file, done) => void flushes.push(() => fdatasync(file, done))
    let reply: string | undefined
    const sent = send(app).then(text => (reply = text))
    await expect.poll(() => flushes.length).toBe(1)
    expect(reply).toBeUndefined()
    flushFile = fdatasync
    flushes[0]!()
    expect(await sent).toMatch(/^250 /)
  })

  test('fails to flush: what it did not confirm is taken back, and mail is taken again', async () => {
    expect(await send(app)).toMatch(/^250 /)
    const before = await total(app)
    flushFile = (_file, done) => {
      flushFile = fdatasync
      setImmediate(done, Object.assign(new Error('i/o'), { code: 'EIO' }))
    }
    expect(await send(app)).toMatch(/^451 4\.3\.0 /)
    await expectTakesMail(app)
    expect(await total(app)).toBe(before + 1)
    expectRightCounts(app)
  })

  test('has a log that nobody may change: refused while it is so, and mail is taken again', async context => {
    const log = `${storeFile(app.dataDir)}-wal`
    if (!run('chattr', '+i', log)) return context.skip('needs a file that cannot be changed: root, and ext4')
    onTestFinished(() => void run('chattr', '-i', log))
    const before = await total(app)
    await expectTold(app, 'io_error', /^451 4\.3\.0 /)
    expect(await total(app)).toBe(before)
    run('chattr', '-i', log)
    await expectTakesMail(app)
    expect(await total(app)).toBe(before + 1)
  })
})

test('a store that cannot be written is refused at the start, unchanged, and opens when it can', async context => {
  const dataDir = ownFolder()
  const first = await startApp({ dataDir })
  expect(await send(first)).toMatch(/^250 /)
  await first.stop()
  const file = storeFile(dataDir)
  const before = readFileSync(file)
  if (!run('mount', '--bind', file, file)) return context.skip('needs to mount, which only root can')
  onTestFinished(() => void run('umount', '-l', file))
  run('mount', '-o', 'remount,ro,bind', file)
  await expect(startApp({ dataDir })).rejects.toMatchObject({
    kind: 'unusable',
    message: expect.stringContaining('readonly') as string,
  })
  run('umount', '-l', file)
  expect(readFileSync(file).equals(before)).toBe(true)
  const again = await start({ dataDir })
  expect(await total(again)).toBe(1)
  await expectTakesMail(again)
})

test('damage that is there after a crash is found in the background, and told', async () => {
  const dataDir = ownFolder()
  const first = await startApp({ dataDir })
  expect(await send(first)).toMatch(/^250 /)
  await first.stop()
  const { rootpage } = withStore(dataDir, db =>
    db.get<{ rootpage: number }>("SELECT rootpage FROM sqlite_schema WHERE name = 'attachments_by_blob'"),
  )!
  const bytes = readFileSync(storeFile(dataDir))
  bytes.fill(0xff, (rootpage - 1) * 4096, rootpage * 4096)
  writeFileSync(storeFile(dataDir), bytes)
  // As a crash leaves it: the log is still there.
  writeFileSync(`${storeFile(dataDir)}-wal`, 'torn')
  const app = await start({ dataDir })
  await expect.poll(async () => (await injectClient(app).call('getInfo', {})).storeProblem).toBe('damaged')
  const health = (await (await fetch(`${app.url}/health`)).json()) as { problems: string[] }
  expect(health.problems[0]).toContain('mayfly recover')
})

/** Whether the system let us do that. */
function run(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test('a full disk: 452 and 503 while it is full, and all that was acknowledged is there when it is not', async context => {
  const dataDir = ownFolder()
  if (!run('mount', '-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', dataDir))
    return context.skip('needs a disk of its own, which only root can mount')
  onTestFinished(() => void run('umount', '-l', dataDir))
  const app = await start({ dataDir })
  expect(await send(app)).toMatch(/^250 /)
  const filler = join(dataDir, 'filler')
  expect(() => writeFileSync(filler, Buffer.alloc(8 * 1024 * 1024))).toThrow(/ENOSPC/)
  let acknowledged = 1
  for (let n = 0; n < 500 && (await send(app)).startsWith('250'); n++) acknowledged++
  await expectTold(app, 'disk_full', /^452 4\.3\.1 /)
  expect(await total(app)).toBe(acknowledged)
  rmSync(filler)
  await expectTakesMail(app)
  expect(await total(app)).toBe(acknowledged + 1)
  expectRightCounts(app)
})
