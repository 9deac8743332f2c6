import { afterAll, beforeAll, expect, test } from 'vitest'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { storedId } from '#test/support/send-mail.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

const limit = 1_000

let app: TestApp
let api: ApiClient
beforeAll(async () => {
  app = await startApp()
  api = injectClient(app)
  for (const [id, maxMessageBytes] of Object.entries({ small: limit, smaller: 500 })) {
    await api.call('createPlan', { id, maxMessageBytes })
    const account = await api.call('createAccount', { name: id, plan: id })
    await api.call('createMailbox', { address: `${id}@mayfly.test`, accountId: account.id })
  }
})
afterAll(() => app.stop())

/** A mail of exactly so many bytes. */
const mailOf = (bytes: number) => `Subject: x\r\n\r\n${'x'.repeat(bytes - 16)}\r\n`
const refusal = /^552 5\.3\.4 The message is larger than the 1000 bytes that the plan small allows$/

async function send(bytes: number, ...to: string[]): Promise<string> {
  const session = await openGreeted(app.smtpPort)
  await session.envelope('a@shop.test', ...to)
  const reply = await session.data(`${mailOf(bytes)}.\r\n`)
  await session.quit()
  return reply
}

test('an announced size over the limit of the plan is refused at RCPT, for that recipient only', async () => {
  const session = await openGreeted(app.smtpPort)
  expect(await session.say(`MAIL FROM:<a@shop.test> SIZE=${limit + 1}`)).toMatch(/^250 /)
  expect(await session.say('RCPT TO:<small@mayfly.test>')).toMatch(refusal)
  expect(await session.say('RCPT TO:<unlimited@mayfly.test>')).toMatch(/^250 /)
  storedId(await session.data(`${mailOf(limit + 1)}.\r\n`))
  expect(await session.say(`MAIL FROM:<a@shop.test> SIZE=${limit}`)).toMatch(/^250 /)
  expect(await session.say('RCPT TO:<small@mayfly.test>')).toMatch(/^250 /)
  await session.quit()
  const [newest] = (await api.call('listSmtpSessions', { limit: 1 })).items
  const { dialogue } = await api.call('getSmtpSession', { id: newest!.id })
  expect(dialogue.filter(({ reason }) => reason).map(({ reason }) => reason)).toEqual(['too_large'])
})

test('one that grows over it is refused behind its end, and nothing of it is stored', async () => {
  storedId(await send(limit, 'small@mayfly.test'))
  const before = await api.call('getInfo', {})
  expect(await send(limit + 1, 'small@mayfly.test')).toMatch(refusal)
  expect(await send(limit + 1, 'someone@mayfly.test', 'small@mayfly.test')).toMatch(refusal)
  expect(await send(limit + 1, 'smaller@mayfly.test', 'small@mayfly.test')).toMatch(/500 bytes/)
  expect((await api.call('getInfo', {})).messageCount).toBe(before.messageCount)
})

test('the limit of one transaction is not that of the next', async () => {
  const session = await openGreeted(app.smtpPort)
  await session.envelope('a@shop.test', 'small@mayfly.test')
  await session.say('RSET')
  await session.envelope('a@shop.test', 'unlimited@mayfly.test')
  storedId(await session.data(`${mailOf(5_000)}.\r\n`))
  await session.quit()
})

test('a domain brings the plan of the account that has verified it', async () => {
  const account = (await api.call('listAccounts', {})).items.find(({ name }) => name === 'small')!
  const { id } = await api.call('createDomain', { name: 'small.test', accountId: account.id })
  await api.call('verifyDomain', { id })
  expect(await send(limit + 1, 'new@small.test')).toMatch(refusal)
  await expect(api.call('getMailbox', { idOrAddress: 'new@small.test' })).rejects.toMatchObject({
    code: 'not_found',
  })
  storedId(await send(limit, 'new@small.test'))
  expect((await api.call('getMailbox', { idOrAddress: 'new@small.test' })).accountId).toBe(account.id)
})

test('a change of the plan holds at once', async () => {
  await api.call('updatePlan', { id: 'small', maxMessageBytes: 2_000 })
  storedId(await send(2_000, 'small@mayfly.test'))
  expect(await send(2_001, 'small@mayfly.test')).toMatch(/^552 /)
  await api.call('updatePlan', { id: 'small', maxMessageBytes: limit })
})

test.each(['small@mayfly.test', 'other@small.test'])(
  'injecting to %s is refused as well',
  async idOrAddress => {
    await expect(
      api.call('injectMessage', { idOrAddress, from: 'a@shop.test', subject: 'x', text: 'x'.repeat(limit) }),
    ).rejects.toMatchObject({
      code: 'payload_too_large',
      message: expect.stringContaining('1000 bytes') as string,
    })
    await api.call('injectMessage', { idOrAddress, from: 'a@shop.test', subject: 'x', text: 'x' })
  },
)
