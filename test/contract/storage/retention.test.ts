import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { wholeStore } from '#shared/api/scope.ts'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

const dayMs = 24 * 60 * 60 * 1000

let now: number
let app: TestApp
let api: ApiClient
beforeEach(async () => {
  now = Date.parse('2026-01-01T12:00:00Z')
  app = await startApp({ now: () => now })
  onTestFinished(() => app.stop())
  api = injectClient(app)
})

const send = async (subject: string) => storedId(await sendMail(app.smtpPort, { subject, text: 'x' }))
const subjects = async () =>
  (await api.call('listMessages', { limit: 200 })).items.map(({ subject }) => subject)

test('the newest so many are kept, and besides them what is pinned', async () => {
  const pinned = await send('pinned')
  await api.call('updateMessage', { id: pinned, pinned: true })
  for (let n = 1; n <= 5; n++) await send(`mail ${n}`)
  await api.call('updateSettings', { 'retention.maxMessages': 3 })
  await send('mail 6')
  await expect.poll(subjects).toEqual(['mail 6', 'mail 5', 'mail 4', 'pinned'])
})

test('a stricter limit counts at once, without waiting for mail', async () => {
  for (let n = 1; n <= 3; n++) await send(`mail ${n}`)
  await api.call('updateSettings', { 'retention.maxMessages': 1 })
  await expect.poll(subjects).toEqual(['mail 3'])
})

test('pinned mail beyond the limit does not push new mail out', async () => {
  for (let n = 1; n <= 3; n++)
    await api.call('updateMessage', { id: await send(`pinned ${n}`), pinned: true })
  await api.call('updateSettings', { 'retention.maxMessages': 2 })
  for (let n = 1; n <= 3; n++) await send(`mail ${n}`)
  await expect.poll(subjects).toEqual(['mail 3', 'mail 2', 'pinned 3', 'pinned 2', 'pinned 1'])
})

test('what is older than so many days goes, even when no mail comes; what is pinned stays', async () => {
  await api.call('updateMessage', { id: await send('pinned'), pinned: true })
  await send('old')
  now += 10 * dayMs
  await send('young')
  now += 21 * dayMs // the old one is 31 days old now, the young one 21
  await expect.poll(subjects).toEqual(['young', 'pinned'])
})

test('0 keeps all', async () => {
  await api.call('updateSettings', { 'retention.maxMessages': 0, 'retention.maxAgeDays': 0 })
  for (let n = 1; n <= 5; n++) await send(`mail ${n}`)
  now += 10_000 * dayMs
  await api.call('updateSettings', { 'retention.maxMessages': 5 })
  await send('mail 6') // one sweep has run when the first is gone, and only the first is
  await expect.poll(subjects).toEqual(['mail 6', 'mail 5', 'mail 4', 'mail 3', 'mail 2'])
})

test('of so many bytes the newest are kept; what is pinned stays and does not count', async () => {
  await api.call('updateMessage', { id: await send('pinned'), pinned: true })
  for (let n = 1; n <= 5; n++) await send(`mail ${n}`)
  const { items } = await api.call('listMessages', {})
  const bytes = items[0]!.sizeBytes // all are of the same size, but for the pinned one
  await api.call('updateSettings', { 'retention.maxBytes': 3 * bytes })
  await send('mail 6')
  await expect.poll(subjects).toEqual(['mail 6', 'mail 5', 'mail 4', 'pinned'])
  await api.call('updateSettings', { 'retention.maxBytes': 3 * bytes - 1 })
  await send('mail 7')
  await expect.poll(subjects).toEqual(['mail 7', 'mail 6', 'pinned'])
})

test('an account on a plan that keeps mail for a week loses it after a week, and no other does', async () => {
  const { id: accountId } = await api.call('createAccount', { name: 'Week', plan: 'mailfade-dev' })
  await api.call('createMailbox', { address: 'week@mayfly.test', accountId })
  const sendTo = async (to: string, subject: string) =>
    storedId(await sendMail(app.smtpPort, { to, subject, text: 'x' }))
  await api.call('updateMessage', { id: await sendTo('week@mayfly.test', 'pinned'), pinned: true })
  await sendTo('week@mayfly.test', 'a week')
  await sendTo('other@mayfly.test', 'no plan')
  now += 60_000
  await sendTo('week@mayfly.test', 'younger')
  now += 7 * dayMs - 60_000
  await sendTo('other@mayfly.test', 'to the second')
  expect(await subjects()).toEqual(['to the second', 'younger', 'no plan', 'a week', 'pinned'])
  now += 60_000 // accounts are looked at once a minute
  await sendTo('other@mayfly.test', 'too late')
  await expect.poll(subjects).toEqual(['too late', 'to the second', 'younger', 'no plan', 'pinned'])
})

test('a message that came while the clock was ahead does not keep older ones', async () => {
  const { id: accountId } = await api.call('createAccount', { name: 'Week', plan: 'mailfade-dev' })
  await api.call('createMailbox', { address: 'week@mayfly.test', accountId })
  const send = (subject: string) => sendMail(app.smtpPort, { to: 'week@mayfly.test', subject, text: 'x' })
  now += 5 * dayMs
  await send('ahead')
  now -= 5 * dayMs
  await send('a week')
  now += 7 * dayMs + 60_000
  await expect.poll(subjects).toEqual(['ahead'])
})

test('who follows is told what went', async () => {
  const gone: string[] = []
  const stop = await app.app.feed.follow({
    scope: wholeStore,
    send: event => {
      if (event.type === 'message.deleted') gone.push(...event.ids)
    },
  })
  const first = await send('first')
  await api.call('updateSettings', { 'retention.maxMessages': 1 })
  await send('second')
  await expect.poll(() => gone).toEqual([first])
  stop()
})
