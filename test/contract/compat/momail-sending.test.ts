import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as schema from '#main/compat/momail/current/schema.ts'
import { injectClient } from '#test/support/api-client.ts'
import { startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import { sendMail } from '#test/support/send-mail.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { errorOf, newMoMail } from './momail-client.ts'

let app: TestApp
let clock: ReturnType<typeof createHandClock>
beforeAll(async () => {
  ;({ app, clock } = await startCompat())
})
afterAll(() => app.stop())
beforeEach(() => clock.set('2024-01-15T10:30:00.000Z'))

test('delivers to mailboxes here, those of the account and new ones', async () => {
  const { current, mailbox } = await newMoMail(app)
  const [agent, friend] = [await mailbox('agent.sends'), await mailbox('friend.reads')]
  const sent = await current('POST', '/emails/send', {
    body: {
      mailbox_id: agent.mailbox_id,
      to: `Friend <${friend.email_address}>`,
      cc: ['outside@client.example'],
      bcc: ['hidden@client.example', friend.email_address.toUpperCase()],
      subject: 'Hello',
      text: 'A word',
      html: '<p>A word</p>',
      attachments: [{ filename: 'a.txt', content: 'cGFpZA==' }],
    },
  })
  expect(sent.status).toBe(200)
  const { deliveries, rejected, message_id } = schema.SentAnswer.parse(sent.body)
  expect(rejected).toEqual([])
  expect(deliveries.map(one => one.email_address.toLowerCase()).toSorted()).toEqual([
    'friend.reads@user.momail.io',
    'hidden@client.example',
    'outside@client.example',
  ])
  const at = deliveries.find(one => one.email_address === 'outside@client.example')!
  const { email } = schema.EmailAnswer.parse((await current('GET', `/emails/${at.email_id}`)).body)
  expect(email).toMatchObject({
    from: agent.email_address,
    to: [friend.email_address],
    cc: ['outside@client.example'],
    date: '2024-01-15T10:30:00.000Z',
    message_id,
    attachments: [{ filename: 'a.txt', size: 4 }],
  })
  const raw = await current('GET', `/emails/${at.email_id}/raw`)
  expect(raw.body).not.toContain('hidden@client.example')
})

test.each([
  ['agent.signs@user.momail.io', '', 'agent.signs@user.momail.io'],
  ['Ada Agent <agent.signs@user.momail.io>', 'Ada Agent', 'Ada Agent <agent.signs@user.momail.io>'],
  ['"Agent, Ada" <agent.signs@user.momail.io>', 'Agent, Ada', '"Agent, Ada" <agent.signs@user.momail.io>'],
  ['<agent.signs@user.momail.io>', '', 'agent.signs@user.momail.io'],
  // Names that would be senders of their own.
  [
    'boss@bank.test, <agent.signs@user.momail.io>',
    'boss@bank.test,',
    '"boss@bank.test," <agent.signs@user.momail.io>',
  ],
  [
    'boss@bank.test,Ada <AGENT.signs@user.momail.io>',
    'boss@bank.test,Ada',
    '"boss@bank.test,Ada" <agent.signs@user.momail.io>',
  ],
])('from %s: the name is the caller’s, the address the mailbox’s', async (from, name, header) => {
  const { current, mailbox } = await newMoMail(app)
  const { mailbox_id, email_address: to } = await mailbox('agent.signs')
  const sent = await current('POST', '/emails/send', { body: { from, to, text: 'x' } })
  const [delivery] = schema.SentAnswer.parse(sent.body).deliveries
  const message = await injectClient(app).call('getMessage', { id: delivery!.email_id })
  expect(message.from).toEqual({ name, address: to })
  expect(message.headers.find(one => one.name.toLowerCase() === 'from')?.value).toBe(header)
  await injectClient(app).call('deleteMailbox', { idOrAddress: mailbox_id })
})

test.each([
  'Boss <boss@bank.test>',
  'Boss <boss@bank.test> <agent.forged@user.momail.io>',
  '"<boss@bank.test>" <agent.forged@user.momail.io>',
  'agent.forged@user.momail.io <boss@bank.test>',
])('from %s is no sender', async from => {
  const { current, mailbox } = await newMoMail(app)
  const { mailbox_id } = await mailbox('agent.forged')
  const sent = await current('POST', '/emails/send', { body: { from, to: 'a@client.example', text: 'x' } })
  expect(sent.status).toBe(404)
  await injectClient(app).call('deleteMailbox', { idOrAddress: mailbox_id })
})

test('makes mailboxes as far as the plan has room, and none where unknown recipients are refused', async () => {
  const { current, mailbox, accountId } = await newMoMail(app)
  const api = injectClient(app)
  await api.call('createPlan', { id: 'three-mailboxes', activeMailboxes: 3 })
  await api.call('updateAccount', { id: accountId, plan: 'three-mailboxes' })
  const { mailbox_id, email_address: own } = await mailbox('agent.crowd')
  const send = (to: string[]) => current('POST', '/emails/send', { body: { mailbox_id, to, text: 'x' } })
  const clients = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, n) => `c${from + n}@crowd.example`)
  const { deliveries, rejected } = schema.SentAnswer.parse((await send([...clients(1, 5), own])).body)
  expect(deliveries.map(one => one.email_address)).toEqual([...clients(1, 2), own])
  expect(rejected.map(one => [one.email_address, one.code])).toEqual(
    clients(3, 5).map(address => [address, 'QUOTA_EXCEEDED']),
  )
  const refused = await send(clients(6, 7))
  expect([refused.status, errorOf(refused).code]).toEqual([403, 'QUOTA_EXCEEDED'])
  expect(schema.SentAnswer.parse((await send(clients(1, 2))).body).rejected).toEqual([])
  expect(schema.MailboxesAnswer.parse((await current('GET', '/mailboxes')).body).mailboxes).toHaveLength(3)

  await api.call('updateAccount', { id: accountId, plan: 'momail-pro' })
  await api.call('updateSettings', { unknownRecipients: 'reject' })
  expect((await send(['nobody@crowd.example'])).status).toBe(404)
  await api.call('updateSettings', { unknownRecipients: 'capture' })
  expect(schema.MailboxesAnswer.parse((await current('GET', '/mailboxes')).body).mailboxes).toHaveLength(3)
})

test('a reply goes to whoever wrote, in the thread', async () => {
  const { current, mailbox } = await newMoMail(app)
  const [agent, friend] = [await mailbox('agent.answers'), await mailbox('friend.asks')]
  await sendMail(app.smtpPort, {
    from: `Friend <${friend.email_address}>`,
    to: agent.email_address,
    subject: 'A question',
    messageId: '<third@client.example>',
    references: ['<first@client.example>', '<second@client.example>'],
    text: 'Are you there?',
  })
  const query = `/emails?mailbox_id=${agent.mailbox_id}`
  const [asked] = schema.EmailsAnswer.parse((await current('GET', query)).body).emails
  const path = `/emails/${asked!.email_id}/reply`
  const sent = schema.SentAnswer.parse((await current('POST', path, { body: { text: 'I am' } })).body)
  expect(sent.deliveries.map(one => one.email_address)).toEqual([friend.email_address])
  const answer = await current('GET', `/emails/${sent.deliveries[0]!.email_id}`)
  const { email } = schema.EmailAnswer.parse(answer.body)
  expect(email).toMatchObject({
    from: agent.email_address,
    to: [friend.email_address],
    subject: 'Re: A question',
    in_reply_to: 'third@client.example',
    references: ['first@client.example', 'second@client.example', 'third@client.example'],
  })
  const raw = await current('GET', `/emails/${email.email_id}/raw`)
  expect(raw.body).toContain('In-Reply-To: <third@client.example>')
  const back = await current('POST', `/emails/${email.email_id}/reply`, { body: { text: 'Good' } })
  const { deliveries } = schema.SentAnswer.parse(back.body)
  expect(deliveries.map(one => one.email_address)).toEqual([agent.email_address])
  const last = schema.EmailAnswer.parse((await current('GET', `/emails/${deliveries[0]!.email_id}`)).body)
  expect(last.email.subject).toBe('Re: A question')
})

test('what is another account’s takes none of it, and sends none', async () => {
  const [own, other] = [await newMoMail(app), await newMoMail(app)]
  const [mine, theirs] = [await own.mailbox('mine.here'), await other.mailbox('theirs.there')]
  const send = (body: object) => own.current('POST', '/emails/send', { body: { text: 'x', ...body } })
  const partly = await send({ from: mine.email_address, to: [theirs.email_address, mine.email_address] })
  expect(schema.SentAnswer.parse(partly.body)).toMatchObject({
    deliveries: [{ email_address: mine.email_address }],
    rejected: [{ email_address: theirs.email_address, code: 'NOT_FOUND' }],
  })
  expect((await send({ from: mine.email_address, to: theirs.email_address })).status).toBe(404)
  expect((await send({ from: theirs.email_address, to: mine.email_address })).status).toBe(404)
  expect(schema.EmailsAnswer.parse((await other.current('GET', '/emails')).body).total).toBe(0)
  await own.current('DELETE', `/mailboxes/${mine.mailbox_id}`)
  expect((await send({ from: mine.email_address, to: 'a@client.example' })).status).toBe(409)
})

test.each(
  [
    { to: 'a@client.example' },
    { from: 'x@y.test', mailbox_id: 'a1b2c3d4-e5f6-4890-abcd-ef1234567890', to: 'a@client.example' },
    { to: [], own: true },
    { to: 'nobody', own: true },
    { to: 'a@client.example', attachments: [{ filename: 'a', content: '?' }], own: true },
    { to: Array.from({ length: 101 }, (_, n) => `a${n}@client.example`), own: true },
  ].map((body, n) => ({ n, ...body })),
)('%j is not sent', async ({ n, own, ...body }) => {
  const { current, mailbox } = await newMoMail(app, 'unlimited')
  const from = own ? { mailbox_id: (await mailbox(`refused.${n}`)).mailbox_id } : {}
  const answer = await current('POST', '/emails/send', { body: { ...body, ...from } })
  expect([answer.status, errorOf(answer).code]).toEqual([422, 'VALIDATION_ERROR'])
  expect(schema.EmailsAnswer.parse((await current('GET', '/emails')).body).total).toBe(0)
})
