import { startFake, type FakeAnswer, type FakeCall } from './fake-server.ts'
import { key, letter, receivedAt, type Fake } from './fake.ts'

const inbox = {
  id: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
  email: 'swift.fox4291@dustmail.net',
  domain: 'dustmail.net',
  created_at: '2026-03-30T12:00:00.000Z',
  expires_at: '2026-03-30T12:30:00.000Z',
}
const email = {
  id: 'e1f2a3b4-0000-4000-8000-000000000001',
  from: letter.from,
  subject: letter.subject,
  text: letter.text,
  html: letter.html,
  received_at: new Date(receivedAt).toISOString(),
}
const rate_limit = { limit: 100, used: 3 }

/** The samples of DustMail's API page. */
const routes: Record<string, (call: FakeCall) => FakeAnswer> = {
  'GET /api/v1/inbox': () => ({
    body: {
      success: true,
      data: [{ ...inbox, email_count: 1 }],
      meta: { total: 1, plan: 'free', rate_limit },
    },
  }),
  'POST /api/v1/inbox': ({ body: { username = 'calm.owl0001' } }) => ({
    body: {
      success: true,
      data: { ...inbox, id: 'made-1', email: `${username}@dustmail.net` },
      meta: { plan: 'free', rate_limit, available_domains: ['dustmail.net'] },
    },
  }),
  [`GET /api/v1/inbox/${inbox.id}`]: () => ({
    body: { success: true, data: { inbox, emails: [email] }, meta: { email_count: 1, rate_limit } },
  }),
  [`DELETE /api/v1/inbox/${inbox.id}`]: () => ({ body: { success: true, message: 'Inbox deleted' } }),
}

export async function fakeDustmail(): Promise<Fake> {
  const server = await startFake(call => {
    if (call.headers.authorization !== `Bearer ${key}`)
      return { status: 401, body: { success: false, message: 'Invalid API key' } }
    return (
      routes[`${call.method} ${call.path}`]?.(call) ?? {
        status: 404,
        body: { success: false, message: 'Inbox not found' },
      }
    )
  })
  return {
    server,
    baseUrl: `${server.url}/api/v1`,
    mailbox: { id: inbox.id, address: inbox.email },
    messageId: email.id,
    quota: { limit: 100, remaining: 97, resetsAt: null, unlimited: false },
    exhausted: { status: 429, body: { success: false, message: 'Daily limit reached' } },
  }
}
