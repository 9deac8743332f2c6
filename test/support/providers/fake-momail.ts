import { startFake, type FakeAnswer, type FakeCall } from './fake-server.ts'
import { key, letter, receivedAt, resetsAt, source, type Fake } from './fake.ts'

const mailbox = {
  mailbox_id: 'mb-1',
  email_address: 'agent@user.momail.io',
  domain: 'user.momail.io',
  status: 'active',
  namespace: 'n',
  created_at: '2026-03-30T12:00:00.000Z',
}
const result = {
  email_id: 'em-1',
  mailbox_id: 'mb-1',
  subject: letter.subject,
  from: letter.from,
  date: new Date(receivedAt).toISOString(),
  snippet: 'Click',
  score: 0.9,
}
const record = {
  key_id: 'key_1',
  name: 'CI',
  key_prefix: 'mk_a1b****',
  created_at: '2026-01-01T00:00:00.000Z',
}

/** docs.momail.io; lists of emails and keys are in its style, for their shape is nowhere. */
const current: Record<string, (call: FakeCall) => FakeAnswer> = {
  'GET /v1/api/mailboxes': () => ({ body: { mailboxes: [mailbox] } }),
  'POST /v1/api/mailboxes': ({ body: { local_part, domain } }) => ({
    status: 201,
    body: {
      success: true,
      mailbox: { ...mailbox, mailbox_id: 'made-1', email_address: `${local_part}@${domain}` },
    },
  }),
  'DELETE /v1/api/mailboxes/mb-1': () => ({ body: { success: true } }),
  'GET /v1/api/emails': ({ query }) => ({
    body: {
      emails:
        query.get('offset') === '0' ? [result, { ...result, email_id: 'em-2', mailbox_id: 'mb-2' }] : [],
      total: 2,
    },
  }),
  'GET /v1/api/emails/em-1/raw': () => ({
    headers: { 'content-type': 'message/rfc822', 'content-disposition': 'attachment; filename="em-1.eml"' },
    body: source,
  }),
  'POST /v1/api/search': () => ({ body: { success: true, results: [result], total: 1 } }),
  'GET /v1/api/keys': () => ({ body: { keys: [record] } }),
  'POST /v1/api/keys': ({ body: { name } }) => ({
    status: 201,
    body: { ...record, name, api_key: 'mk_a1b2c3d4_secret' },
  }),
  'DELETE /v1/api/keys/key_1': () => ({ body: { success: true } }),
}

const oldKey = {
  keyId: 'key_abc123',
  name: 'Production API',
  keyPrefix: 'mk_a1b****',
  plan: 'pro',
  rateLimit: 100,
  lastUsed: '2024-01-15T10:30:00.000Z',
  createdAt: '2024-01-01T00:00:00.000Z',
  expirationTs: null,
}
const domain = {
  domain_id: 'dom_abc123',
  domain_name: 'mail.example',
  verified: false,
  mx_configured: false,
  created_at: '2024-01-15T10:30:00.000Z',
}
const token = 'momail-verify=xyz789abc'

/** The seed's page on keys, and momail-docs.pages.dev. */
const old: Record<string, (call: FakeCall) => FakeAnswer> = {
  'GET /v1/api-keys': () => ({ body: { success: true, data: [oldKey], meta: { total: 1 } } }),
  'POST /v1/api-keys': ({ body: { name } }) => ({
    body: {
      success: true,
      data: { ...oldKey, name, apiKey: 'mk_a1b2c3d4_secret' },
      meta: { warning: 'Once.' },
    },
  }),
  'DELETE /v1/api-keys/key_abc123': () => ({
    body: { success: true, data: { keyId: 'key_abc123', revoked: true } },
  }),
  'GET /v1/domains': () => ({ body: { success: true, data: [domain] } }),
  'POST /v1/domains': ({ body }) => ({
    status: 201,
    body: { success: true, data: { ...domain, domain_name: body.domain, verification_token: token } },
  }),
  'GET /v1/domains/dom_abc123': () => ({
    body: {
      success: true,
      data: {
        ...domain,
        verified: true,
        verification_instructions: { type: 'TXT', name: '_momail', value: token },
      },
    },
  }),
  'POST /v1/domains/dom_abc123/verify': () => ({
    body: {
      success: true,
      data: { verified: true, mx_instructions: { host: 'mx.momail.io', priority: 10 } },
    },
  }),
  'POST /v1/search': () => ({
    body: { success: true, data: [result], meta: { total: 1, limit: 50, offset: 0, hasMore: false } },
  }),
}

const headers = {
  'x-ratelimit-limit': '1000',
  'x-ratelimit-remaining': '990',
  'x-ratelimit-reset': String(resetsAt / 1000),
}

const told = {
  messageId: 'em-1',
  mailbox: { id: 'mb-1', address: 'agent@user.momail.io' },
  quota: { limit: 1000, remaining: 990, resetsAt, unlimited: false },
  rateLimited: {
    status: 429,
    headers: { 'retry-after': '30' },
    body: {
      success: false,
      error: {
        code: 'RATE_LIMIT_EXCEEDED',
        message: 'Too many',
        details: { limit: 20, window: 'minute', retry_after: 30 },
      },
    },
  },
}

export async function fakeMomail(): Promise<Fake> {
  const server = await startFake(call => {
    if (call.headers.authorization !== `Bearer ${key}`)
      return { status: 401, body: { success: false, error: { code: 'UNAUTHORIZED', message: 'Bad key' } } }
    const answer = current[`${call.method} ${call.path}`]?.(call)
    return {
      ...(answer ?? { status: 404, body: { error: 'Not found' } }),
      headers: { ...headers, ...answer?.headers },
    }
  })
  const exhausted = {
    status: 403,
    body: { success: false, error: { code: 'QUOTA_EXCEEDED', message: 'Mailbox quota' } },
  }
  return { server, baseUrl: `${server.url}/v1/api`, ...told, exhausted }
}

export async function fakeOldMomail(): Promise<Fake> {
  const server = await startFake(call => {
    if (call.headers['x-api-key'] !== key)
      return { status: 401, body: { success: false, error: { code: 'UNAUTHORIZED', message: 'Bad key' } } }
    const missing = {
      status: 404,
      body: { success: false, error: { code: 'NOT_FOUND', message: 'No such thing' } },
    }
    return { ...(old[`${call.method} ${call.path}`]?.(call) ?? missing), headers }
  })
  const exhausted = {
    status: 429,
    body: { success: false, error: { code: 'QUOTA_EXCEEDED', message: 'Month used up' } },
  }
  return { server, baseUrl: `${server.url}/v1`, ...told, exhausted }
}
