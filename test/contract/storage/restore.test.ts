import { once } from 'node:events'
import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PortError } from '#main/app/port-error.ts'
import { backUp, restoreBackup } from '#test/support/backups.ts'
import { httpClient, type ApiClient } from '#test/support/api-client.ts'
import { createHandClock } from '#test/support/hand-clock.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

const fatal = vi.fn<(error: Error) => void>()
let app: TestApp
let api: ApiClient
let folder: ReturnType<typeof temporaryFolder>
const open = async (changes: { now?: () => number } = {}) => {
  app = await startApp({ dataDir: folder.path, onFatal: fatal, ...changes })
  api = httpClient(app)
}
beforeEach(async () => {
  folder = temporaryFolder()
  await open()
})
afterEach(async () => {
  await app.stop()
  folder.remove()
})

const subjects = async () => (await api.call('listMessages', {})).items.map(({ subject }) => subject)
const send = (subject: string) => sendMail(app.smtpPort, { subject, text: 'x' })

test('a backup that is older than it keeps mail is not emptied by coming back', async () => {
  const day = 24 * 60 * 60 * 1000
  const clock = createHandClock()
  await app.stop()
  await open({ now: clock.now })
  await send('Long ago')
  const name = await backUp(app)
  clock.passMs(20 * day)
  expect(await restoreBackup(app, name)).toMatchObject({ state: 'done', failures: [] })
  expect((await api.call('getSettings'))['retention.maxAgeDays']).toBe(30)
  clock.passMs(20 * day)
  const job = await restoreBackup(app, name)
  expect(job.failures).toEqual([
    { name: 'retention.maxAgeDays', message: expect.stringContaining('older than the 30 days') },
  ])
  expect((await api.call('getSettings'))['retention.maxAgeDays']).toBe(0)
  expect(await subjects()).toEqual(['Long ago'])
}, 60_000)

test('however many were set aside before, the one that is restored stays', async () => {
  await send('Kept')
  const path = (name: string) => join(folder.path, 'backups', name)
  const aside = (year: number) => `mayfly-${year}-01-01T00-00-00-000Z-before-restore.db`
  copyFileSync(path(await backUp(app)), path(aside(2001)))
  for (let year = 2002; year < 2012; year++) writeFileSync(path(aside(year)), '')
  expect(await restoreBackup(app, aside(2001))).toMatchObject({ state: 'done' })
  const years = [2001, 2002, 2003]
  expect(years.filter(year => existsSync(path(aside(year))))).toEqual([2001, 2003])
  expect(await subjects()).toEqual(['Kept'])
}, 60_000)

test('a part that does not stop does not keep a restore from its end', async () => {
  await send('Kept')
  const name = await backUp(app)
  const { http } = app.app
  const close = http.close.bind(http)
  http.close = (async () => {
    await close()
    throw new Error('it did not stop')
  }) as never
  expect(await restoreBackup(app, name)).toMatchObject({ state: 'done' })
  expect(await subjects()).toEqual(['Kept'])
}, 60_000)

test('when nothing can listen after a restore the old store is back, once, and the process is told to end', async () => {
  await app.stop()
  const fatal = vi.fn()
  app = await startApp({ dataDir: folder.path, onFatal: fatal })
  api = httpClient(app)
  await send('Before')
  const name = await backUp(app)
  await send('After')
  await api.call('restoreBackup', { name })
  const thief = await takePort(app.app.state().httpPort!)
  await expect.poll(() => fatal.mock.calls, { timeout: 40_000 }).toEqual([[expect.any(PortError)]])
  thief.close()
  await app.stop()

  expect(readdirSync(join(folder.path, 'backups'))).toEqual([name])
  await open()
  expect(await subjects()).toEqual(['After', 'Before'])
}, 60_000)

/** Has a port as soon as it is free. */
async function takePort(port: number): Promise<Server> {
  for (;;) {
    const server = createServer().listen(port, '127.0.0.1')
    const taken = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (taken) return server
    await setImmediate()
  }
}
