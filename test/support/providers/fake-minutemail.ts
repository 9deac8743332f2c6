import { startFake, type FakeAnswer, type FakeCall } from './fake-server.ts'
import { key, letter, receivedAt, type Fake } from './fake.ts'

const mailbox = {
  id: '5e9f8a2c-0000-4000-8000-000000000001',
  alias: 'quiet.fox',
  domain: 'minutemail.cc',
  address: 'quiet.fox@minutemail.cc',
  recoverable: true,
  tag: 'signup',
  owner: 'owner-1',
  messageCount: 1,
  expiresAt: '2026-03-30T12:15:00Z',
  createdAt: '2026-03-30T12:00:00Z',
}
const archived = {
  id: 'a-1',
  alias: 'old',
  domain: 'minutemail.cc',
  tag: 'old',
  owner: 'o',
  createdAt: '2026-03-01T00:00:00Z',
}
const mail = {
  id: 'mail-1',
  mailboxId: mailbox.id,
  sender: letter.from,
  subject: letter.subject,
  hasAttachments: true,
  attachments: [{ id: 'file-1', name: 'invoice.txt', sizeBytes: 5 }],
  receivedAt: new Date(receivedAt).toISOString().replace('.000Z', 'Z'),
}
const file = { id: 'file-1', filename: 'invoice.txt', contentType: 'text/plain', sizeBytes: 5 }
const domain = {
  id: 'd-1',
  name: 'mail.example',
  status: 'pending',
  txtToken: 'mm-verify=1',
  mxTarget: 'mx.minutemail.co',
}

/** MinuteMail's pages, Python client and MCP server: lists are wrapped in `items`, deletes are 204. */
const routes: Record<string, (call: FakeCall) => FakeAnswer> = {
  'GET /v1/mailboxes': () => ({ body: { items: [mailbox] } }),
  'POST /v1/mailboxes': ({ body }) => ({
    status: 201,
    body: { ...mailbox, ...body, id: 'made-1', messageCount: 0 },
  }),
  [`GET /v1/mailboxes/${mailbox.id}`]: () => ({ body: mailbox }),
  [`DELETE /v1/mailboxes/${mailbox.id}`]: () => ({ status: 204 }),
  [`GET /v1/mailboxes/${mailbox.id}/mails`]: () => ({ body: { items: [mail] } }),
  [`GET /v1/mailboxes/${mailbox.id}/mails/mail-1`]: () => ({ body: { ...mail, body: letter.html } }),
  [`DELETE /v1/mailboxes/${mailbox.id}/mails/mail-1`]: () => ({ status: 204 }),
  [`GET /v1/mailboxes/${mailbox.id}/mails/mail-1/attachments`]: () => ({ body: { items: [file] } }),
  [`GET /v1/mailboxes/${mailbox.id}/mails/mail-1/attachments/file-1`]: () => ({
    body: { ...file, data: Buffer.from('hello').toString('base64') },
  }),
  'GET /v1/archived-mailboxes': () => ({ body: { items: [archived] } }),
  'POST /v1/archived-mailboxes/a-1/reactivate': () => ({
    status: 201,
    body: { ...mailbox, alias: 'old', address: 'old@minutemail.cc', messageCount: 0 },
  }),
  'DELETE /v1/archived-mailboxes/a-1': () => ({ status: 204 }),
  'GET /v1/domains': () => ({ body: { items: [domain] } }),
  'POST /v1/domains': ({ body }) => ({ status: 201, body: { ...domain, name: body.name } }),
  'POST /v1/domains/d-1/verify': () => ({ body: { ...domain, status: 'verified' } }),
  'DELETE /v1/domains/d-1': () => ({ status: 204 }),
}

export async function fakeMinutemail(): Promise<Fake> {
  const server = await startFake(call => {
    if (call.headers.authorization !== `Bearer ${key}`)
      return { status: 401, headers: { 'content-type': 'text/plain' }, body: 'Invalid API key' }
    const answer = routes[`${call.method} ${call.path}`]?.(call)
    const headers = { 'x-ratelimit-remaining': '42' }
    if (answer) return { ...answer, headers }
    return { status: 404, headers, body: { error: 'not_found', message: 'Resource not found' } }
  })
  return {
    server,
    baseUrl: `${server.url}/v1`,
    mailbox: { id: mailbox.id, address: mailbox.address },
    messageId: 'mail-1',
    quota: { limit: 100, remaining: 42, resetsAt: null, unlimited: false },
    exhausted: { status: 429, body: { error: 'quota_exceeded', message: 'Daily quota exceeded' } },
    rateLimited: { status: 429, body: { error: 'rate_limit_exceeded', message: 'Slow down' } },
  }
}
