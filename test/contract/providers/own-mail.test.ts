import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compatPath } from '#shared/api/compat.ts'
import type { ProviderChoice } from '#main/providers/create-provider.ts'
import type { MailboxRef, Provider, RemoteEvent } from '#main/providers/provider.ts'
import { injectClient } from '#test/support/api-client.ts'
import { makeServiceKey } from '#test/support/compat.ts'
import { makeKey } from '#test/support/make-key.ts'
import { openProvider, soon } from '#test/support/providers/open-provider.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

const png = Buffer.from('89504e470d0a1a0a0001fe', 'hex')
const letter = {
  from: 'Läden <hello@shop.test>',
  subject: 'Ünïcode – 日本',
  text: 'Code 482913',
  html: '<p>Code <b>482913</b></p>',
  attachments: [
    { filename: 'Rechnung – März.txt', content: 'hällo' },
    { filename: 'pixel.png', content: png },
  ],
}

/** The first start of a run compiles the application. */
const startMs = 30_000
let app: TestApp
beforeAll(async () => {
  app = await startApp({ starttls: false })
}, startMs)
afterAll(() => app.stop())

async function account(choice: ProviderChoice, path: string, plan: string): Promise<Provider> {
  const service = choice.service === 'mayfly' ? undefined : choice.service
  const { key } = service ? await makeServiceKey(app, service, plan) : await makeKey(app)
  return openProvider({ ...choice, baseUrl: `${app.url}${path}`, key })
}

/** Sends the letter by SMTP, and reads it back as a person at the service would get it. */
async function receive(provider: Provider, mailbox: MailboxRef) {
  const id = storedId(await sendMail(app.smtpPort, { ...letter, to: mailbox.address }))
  const { value: listed } = await provider.listMessages(mailbox, {}, soon())
  const [first] = listed.items
  const fetched = await provider.fetchMessage({ id: first!.id, mailbox }, soon())
  const mail = await simpleParser(Buffer.from(fetched.value.bytes))
  return { id, listed: first!, fetched, mail }
}

const files = (mail: { attachments: { filename?: string | undefined; content: Buffer }[] }) =>
  mail.attachments.map(({ filename, content }) => [filename, content.toString('hex')])

const sentFiles = letter.attachments.map(({ filename, content }) => [
  filename,
  Buffer.from(content).toString('hex'),
])

const raw = [
  { choice: { service: 'mayfly' }, path: '', plan: '', address: undefined },
  {
    choice: { service: 'momail' },
    path: `${compatPath('momail')}/v1/api`,
    plan: 'momail-pro',
    address: undefined,
  },
  {
    choice: { service: 'mailfade' },
    path: compatPath('mailfade'),
    plan: 'mailfade-dev',
    address: 'raw@mailfade.dev',
  },
] as const

test.each(raw)(
  '$choice.service: a mail comes as it was stored, byte by byte',
  async ({ choice, path, plan, address }) => {
    const provider = await account(choice, path, plan)
    const mailbox = address
      ? { id: address, address }
      : (await provider.createMailbox({ localPart: `raw.${choice.service}` }, soon())).value
    const { id, fetched, mail } = await receive(provider, mailbox)
    const stored = await fetch(`${app.url}/api/v1/messages/${id}/raw`)
    expect(Buffer.from(fetched.value.bytes).equals(Buffer.from(await stored.arrayBuffer()))).toBe(true)
    expect(fetched).toMatchObject({ calls: 1, value: { origin: 'raw', missing: [] } })
    expect(files(mail)).toEqual(sentFiles)
  },
)

test('MinuteMail: a mail is put together with its files, a call for each', async () => {
  const provider = await account({ service: 'minutemail' }, `${compatPath('minutemail')}/v1`, 'team')
  const { value: mailbox } = await provider.createMailbox({ lifetimeMinutes: 20 }, soon())
  expect(mailbox.expiresAt! - mailbox.createdAt!).toBe(20 * 60_000)
  const { fetched, mail, listed } = await receive(provider, mailbox)
  expect(listed.hasAttachments).toBe(true)
  expect(fetched).toMatchObject({ calls: 3, value: { origin: 'composed', missing: ['headers'] } })
  expect(mail.html).toContain('<b>482913</b>')
  expect(mail.subject).toBe(letter.subject)
  expect(files(mail)).toEqual(sentFiles)
})

test('DustMail: a mail is put together of what the list brings, and says that files are missing', async () => {
  const provider = await account({ service: 'dustmail' }, `${compatPath('dustmail')}/api/v1`, 'dustmail-free')
  const { value: mailbox } = await provider.createMailbox({}, soon())
  const { fetched, mail, listed } = await receive(provider, mailbox)
  expect(listed.mail).toEqual(fetched.value)
  expect(fetched.value.missing).toEqual(['headers', 'attachments'])
  expect(mail).toMatchObject({ subject: letter.subject, text: 'Code 482913', html: letter.html })
  expect(mail.date!.getTime()).toBeGreaterThan(0)
  expect(fetched.quota).toEqual({ limit: 100, remaining: 97, resetsAt: null, unlimited: false })
})

test('Mailfade without a key: the text, and no more', async () => {
  const provider = openProvider({
    service: 'mailfade',
    baseUrl: `${app.url}${compatPath('mailfade')}`,
    key: null,
  })
  const mailbox = { id: 'free@mailfade.dev', address: 'free@mailfade.dev' }
  const { fetched, mail } = await receive(provider, mailbox)
  expect(fetched.value).toMatchObject({ origin: 'composed', missing: ['headers', 'html', 'attachments'] })
  expect(mail).toMatchObject({ subject: letter.subject, html: false })
  expect(mail.text?.trim()).toBe('Code 482913')
  expect(fetched.quota).toMatchObject({ limit: 100 })
})

test('MoMail, older generation: search, keys and domains', async () => {
  const made = await makeServiceKey(app, 'momail', 'momail-pro')
  const current = openProvider({
    service: 'momail',
    baseUrl: `${app.url}${compatPath('momail')}/v1/api`,
    key: made.key,
  })
  const { value: mailbox } = await current.createMailbox({ localPart: 'search.me' }, soon())
  await sendMail(app.smtpPort, { ...letter, to: mailbox.address, subject: 'Nebelhorn' })
  const old = openProvider({
    service: 'momail',
    generation: 'old',
    baseUrl: `${app.url}${compatPath('momail')}/v1`,
    key: made.key,
  })
  expect(await old.check(soon())).toMatchObject({ value: { plan: 'pro' } })
  const { value: found } = await old.search({ text: 'Nebelhorn' }, soon())
  expect(found).toMatchObject([{ subject: 'Nebelhorn' }])
  const { value: domain } = await old.createDomain('old.example', soon())
  expect(domain).toMatchObject({ txtName: '_momail.old.example', mxTarget: 'mx.momail.io', verified: false })
  const { value: key } = await old.createKey({ name: 'CI', expiresInDays: 10 }, soon())
  expect(Math.round((key.key.expiresAt! - key.key.createdAt!) / 86_400_000)).toBe(10)
})

test.each([
  { service: 'minutemail', path: '/v1' },
  { service: 'dustmail', path: '/api/v1' },
  { service: 'momail', path: '/v1/api' },
  { service: 'mailfade', path: '' },
] as const)('$service: a day that is used up is told apart', async ({ service, path }) => {
  const api = injectClient(app)
  const id = `tiny-${service}`
  await api.call('createPlan', { id, requestsPerMinute: 100, burst: 100, callsPerDay: 2 })
  const { key } = await makeServiceKey(app, service, id)
  const provider = openProvider({ service, baseUrl: `${app.url}${compatPath(service)}${path}`, key })
  await provider.check(soon())
  await provider.check(soon())
  await expect(provider.check(soon())).rejects.toMatchObject({ kind: 'quotaExhausted' })
})

test('a key that was ended is a wrong key', async () => {
  for (const [service, path] of [
    ['minutemail', '/v1'],
    ['mailfade', ''],
  ] as const) {
    const { key, keyId } = await makeServiceKey(app, service, 'unlimited')
    await injectClient(app).call('revokeKey', { id: keyId })
    const provider = openProvider({ service, baseUrl: `${app.url}${compatPath(service)}${path}`, key })
    await expect(provider.check(soon())).rejects.toMatchObject({ kind: 'wrongKey' })
  }
})

test('what was deleted is not listed any more', async () => {
  const provider = await account({ service: 'minutemail' }, `${compatPath('minutemail')}/v1`, 'team')
  const { value: mailbox } = await provider.createMailbox({}, soon())
  const { listed } = await receive(provider, mailbox)
  await provider.deleteMessage({ id: listed.id, mailbox }, soon())
  expect((await provider.listMessages(mailbox, {}, soon())).value.items).toEqual([])
  await provider.deleteMailbox(mailbox, soon())
  expect((await provider.listMailboxes(soon())).value.items).toEqual([])
  await expect(provider.listMessages(mailbox, {}, soon())).rejects.toMatchObject({ kind: 'notFound' })
})

test('MinuteMail: only what is recoverable is archived; nothing else is lost by it', async () => {
  const provider = await account({ service: 'minutemail' }, `${compatPath('minutemail')}/v1`, 'team')
  const { value: plain } = await provider.createMailbox({}, soon())
  await expect(provider.archiveMailbox(plain, soon())).rejects.toMatchObject({ kind: 'invalid' })
  expect((await provider.listMailboxes(soon())).value.items).toHaveLength(1)
})

test('Mayfly: what changes is told at once, and again after a break', async () => {
  const provider = await account({ service: 'mayfly' }, '', '')
  const { value: mailbox } = await provider.createMailbox({ localPart: 'live' }, soon())
  const first = await nextNews(provider, {}, () => sendMail(app.smtpPort, { ...letter, to: mailbox.address }))
  expect(first).toMatchObject({ about: 'messages', change: 'new', mailboxIds: [mailbox.id] })
  const missed = storedId(await sendMail(app.smtpPort, { ...letter, to: mailbox.address }))
  const second = await nextNews(provider, { after: first.id! })
  expect(second.messageIds).toEqual([missed])
})

test('Mayfly: an owner without a password has keys too, and a key has none of that', async () => {
  const owner = openProvider({ service: 'mayfly', baseUrl: `${app.url}/api/v1/`, key: null })
  const { value } = await owner.createKey({ name: 'Team', expiresInDays: 7 }, soon())
  expect((await owner.listKeys(soon())).value.map(({ id }) => id)).toContain(value.key.id)
  const keyed = openProvider({ service: 'mayfly', baseUrl: app.url, key: value.secret })
  expect(await keyed.check(soon())).toMatchObject({ calls: 1 })
  await expect(keyed.listKeys(soon())).rejects.toMatchObject({ kind: 'unsupported' })
})

/** The first event about messages, once the stream is there and `act` was done. */
async function nextNews(
  provider: Provider,
  options: { after?: string },
  act: () => Promise<unknown> = async () => undefined,
) {
  const leave = new AbortController()
  const heard = new Promise<RemoteEvent>((resolve, reject) => {
    provider
      .liveEvents(
        {
          ...options,
          onOpen: () => void act().catch(reject),
          onEvent: event => event.about === 'messages' && event.change === 'new' && resolve(event),
        },
        leave.signal,
      )
      .catch(reject)
  })
  try {
    return await heard
  } finally {
    leave.abort()
  }
}
