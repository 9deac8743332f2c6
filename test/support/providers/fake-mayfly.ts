import { startFake, type FakeAnswer, type FakeCall } from './fake-server.ts'
import { key, letter, receivedAt, resetsAt, source, type Fake } from './fake.ts'

const at = new Date(receivedAt).toISOString()
const mailbox = {
  id: '0192-mb',
  address: 'ada@mayfly.test',
  tag: null,
  status: 'active',
  recoverable: false,
  createdAt: at,
  expiresAt: null,
  messageCount: 1,
}
const message = {
  id: '0192-m',
  seq: 7,
  mailboxId: mailbox.id,
  from: { name: 'Acme', address: 'verify@acme.com' },
  subject: letter.subject,
  snippet: 'Click',
  receivedAt: at,
  sizeBytes: 100,
  attachmentCount: 0,
}
const domain = {
  id: 'd-1',
  name: 'mail.example',
  status: 'pending',
  txtName: '_mayfly.mail.example',
  txtValue: 'v',
  mxTarget: 'mx',
}
const page = (items: unknown[]) => ({ body: { items, nextCursor: null, total: items.length } })

/** docs/api.md. Keys may not do what is the owner's. */
const routes: Record<string, (call: FakeCall) => FakeAnswer> = {
  'GET /mailboxes': ({ query }) =>
    page(query.get('status') === 'archived' ? [{ ...mailbox, status: 'archived' }] : [mailbox]),
  'POST /mailboxes': ({ body }) => ({ status: 201, body: { ...mailbox, ...body, id: 'made-1' } }),
  'DELETE /mailboxes/0192-mb': () => ({ status: 204 }),
  'POST /mailboxes/0192-mb/archive': () => ({ body: { ...mailbox, status: 'archived' } }),
  'POST /mailboxes/0192-mb/restore': () => ({ body: mailbox }),
  'GET /mailboxes/0192-mb/messages': ({ query }) =>
    page(Number(query.get('after') ?? 0) < 7 ? [message] : []),
  'GET /messages': () => page([message]),
  'GET /messages/0192-m/raw': () => ({ headers: { 'content-type': 'message/rfc822' }, body: source }),
  'DELETE /messages/0192-m': () => ({ status: 204 }),
  'GET /domains': () => page([domain]),
  'POST /domains': ({ body }) => ({ status: 201, body: { ...domain, ...body } }),
  'DELETE /domains/d-1': () => ({ status: 204 }),
  'GET /events': () => ({
    headers: { 'content-type': 'text/event-stream' },
    body: [
      'retry: 1000\n\n',
      ': still here\n\n',
      'id: 8\nevent: message.received\ndata: {"type":"message.received","ids":["m8"],"mailboxIds":["0192-mb"],"seq":8}\n\n',
      'event: limits.changed\ndata: {"type":"limits.changed","accountIds":[]}\n\n',
      'event: mailbox.deleted\ndata: {"type":"mailbox.deleted","mailboxIds":["0192-mb"]}\n\n',
    ].join(''),
  }),
}

const headers = {
  'x-ratelimit-limit': '60',
  'x-ratelimit-remaining': '59',
  'x-ratelimit-reset': String(resetsAt / 1000),
}

export async function fakeMayfly(): Promise<Fake> {
  const server = await startFake(call => {
    if (call.headers.authorization !== `Bearer ${key}`)
      return { status: 401, body: { error: 'unauthorized', message: 'This key is not known.' } }
    const answer = routes[`${call.method} ${call.path.replace('/api/v1', '')}`]?.(call)
    const missing = { status: 404, body: { error: 'not_found', message: 'No such thing.' } }
    return { ...(answer ?? missing), headers: { ...headers, ...answer?.headers } }
  })
  return {
    server,
    baseUrl: server.url,
    mailbox: { id: mailbox.id, address: mailbox.address },
    messageId: message.id,
    quota: { limit: 60, remaining: 59, resetsAt, unlimited: false },
    exhausted: {
      status: 429,
      headers: { 'retry-after': '3600' },
      body: { error: 'quota_exceeded', message: 'Used up.' },
    },
    rateLimited: {
      status: 429,
      headers: { 'retry-after': '2' },
      body: { error: 'rate_limit_exceeded', message: 'Wait.' },
    },
  }
}
