import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { MessageDetail } from '#shared/api/message-shapes.ts'
import { httpClient, injectClient, ipcClient, type ApiClient } from '#test/support/api-client.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

describe.each([httpClient, injectClient, ipcClient].map(create => [create.name, create] as const))(
  'wait over %s',
  (_name, create) => {
    let api: ApiClient
    beforeEach(async () => {
      api = create(app)
      await api.call('deleteMessages', { pinned: true })
    })
    const subjectOf = (answer: unknown) => (answer as MessageDetail).subject

    test('answers at once when a match is there', async () => {
      await sendMail(app.smtpPort, { subject: 'already here', text: 'x' })
      expect(subjectOf(await api.call('waitForMessage', { timeout: 5 }))).toBe('already here')
    })

    test('holds until the matching mail comes, and passes over others', async () => {
      const waiting = api.call('waitForMailboxMessage', {
        idOrAddress: 'Fresh@mayfly.test',
        from: 'reset@shop.test',
        subject: 'Reset your',
        timeout: 50,
      })
      await sendMail(app.smtpPort, {
        to: 'fresh@mayfly.test',
        from: 'news@shop.test',
        subject: 'Reset your expectations',
        text: 'x',
      })
      await sendMail(app.smtpPort, {
        to: 'other@mayfly.test',
        from: 'reset@shop.test',
        subject: 'Reset your password',
        text: 'x',
      })
      const id = storedId(
        await sendMail(app.smtpPort, {
          to: 'fresh@mayfly.test',
          from: 'reset@shop.test',
          subject: 'Reset your password',
          text: 'x',
        }),
      )
      expect((await waiting) as MessageDetail).toMatchObject({ id })
    })

    test('waits for several, only after a seq', async () => {
      const old = storedId(await sendMail(app.smtpPort, { subject: 'old', text: 'x' }))
      const { seq } = await api.call('getMessage', { id: old })
      const waiting = api.call('waitForMessage', { after: seq, count: 2, timeout: 50 })
      await sendMail(app.smtpPort, { subject: 'one', text: 'x' })
      await sendMail(app.smtpPort, { subject: 'two', text: 'x' })
      expect(((await waiting) as { items: MessageDetail[] }).items.map(subjectOf)).toEqual(['two', 'one'])
    })

    test('times out with 408 and says what came instead', async () => {
      const { lastSeq } = await api.call('getInfo', {})
      await sendMail(app.smtpPort, { subject: 'something else', text: 'x' })
      await expect(
        api.call('waitForMessage', { subject: 'never', after: lastSeq, timeout: 1 }),
      ).rejects.toMatchObject({
        code: 'timeout',
        message: expect.stringContaining('"something else"') as string,
      })
    })

    test('absent: 200 when nothing came, 409 when it did', async () => {
      expect(await api.call('waitForMessage', { subject: 'never', absent: true, timeout: 1 })).toEqual({
        items: [],
      })
      const waiting = api.call('waitForMessage', { subject: 'unwanted', absent: true, timeout: 50 })
      const refused = expect(waiting).rejects.toMatchObject({ code: 'conflict' })
      await sendMail(app.smtpPort, { subject: 'unwanted', text: 'x' })
      await refused
    })

    test('an unknown mailbox id is not found; an address may still come', async () => {
      await expect(
        api.call('waitForMailboxMessage', { idOrAddress: 'no-such-id', timeout: 0 }),
      ).rejects.toMatchObject({ code: 'not_found' })
      await expect(
        api.call('waitForMailboxMessage', { idOrAddress: 'soon@mayfly.test', timeout: 0 }),
      ).rejects.toMatchObject({ code: 'timeout' })
    })
  },
)

test('a caller that leaves is forgotten', async () => {
  const leave = new AbortController()
  const waiting = httpClient(app).call('waitForMessage', { subject: 'never', timeout: 60 }, leave.signal)
  await expect.poll(() => app.app.waiting()).toBe(1)
  leave.abort()
  await expect(waiting).rejects.toThrow()
  await expect.poll(() => app.app.waiting()).toBe(0)
})

describe.each([httpClient, injectClient, ipcClient].map(create => [create.name, create] as const))(
  'a stop ends waits over %s with 503, for what they wait for was not seen out',
  (_name, create) => {
    test.each([{ absent: true }, { absent: false }])('$absent', async ({ absent }) => {
      const stopping = await startApp()
      onTestFinished(() => stopping.stop())
      const api = create(stopping)
      const waits = Array.from({ length: 20 }, () => api.call('waitForMessage', { absent, timeout: 30 }))
      const answers = Promise.allSettled(waits)
      await expect.poll(() => stopping.app.waiting()).toBe(20)
      await stopping.stop()
      const reason = { code: 'unavailable', message: 'Mayfly is stopping; the wait was ended.' }
      for (const answer of await answers) expect(answer).toMatchObject({ status: 'rejected', reason })
    })
  },
)
