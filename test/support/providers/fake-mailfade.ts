import { startFake, type FakeAnswer, type FakeCall } from './fake-server.ts'
import { key, letter, receivedAt, source, type Fake } from './fake.ts'

const address = 'pw-99@mailfade.dev'
const email = {
  id: '01HF5K9X2E4',
  sender: letter.from,
  subject: letter.subject,
  has_attachments: false,
  size_bytes: 4821,
  received_at: receivedAt,
  expires_at: receivedAt + 3_600_000,
}
const inbox = (own: string, emails: unknown[]) => ({ body: { address: own, count: emails.length, emails } })

/** Mailfade's API page. */
function serve({ method, path, query, headers }: FakeCall): FakeAnswer {
  const hasKey = headers.authorization === `Bearer ${key}`
  const decoded = decodeURIComponent(path)
  if (method === 'GET' && decoded.startsWith('/inbox/')) {
    const own = decoded.slice('/inbox/'.length)
    const isNew = own === address && Number(query.get('since') ?? 0) < receivedAt
    return inbox(own, isNew ? [email] : [])
  }
  if (`${method} ${path}` === `GET /message/${email.id}/raw`)
    return hasKey
      ? { headers: { 'content-type': 'message/rfc822' }, body: source }
      : { status: 401, body: { error: 'key_required' } }
  if (`${method} ${path}` === `GET /message/${email.id}`)
    return {
      body: {
        ...email,
        address,
        to: [address],
        text: letter.text,
        ...(hasKey ? { html: letter.html } : {}),
        attachments: [],
      },
    }
  if (`${method} ${path}` === 'POST /keys')
    return { body: { invoice_id: '01HF5', rail: 'stripe', checkout_url: 'https://checkout.stripe.com/c/1' } }
  if (`${method} ${path}` === 'GET /keys/01HF5') return { body: { status: 'paid', key_id: 'k-1' } }
  return { status: 404, body: { error: 'not_found' } }
}

export async function fakeMailfade(): Promise<Fake> {
  const server = await startFake(call => {
    const { authorization } = call.headers
    if (authorization !== undefined && authorization !== `Bearer ${key}`)
      return { status: 401, body: { error: 'missing_or_invalid_key' } }
    const headers = { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '87' }
    const answer = serve(call)
    return { ...answer, headers: { ...headers, ...answer.headers } }
  })
  return {
    server,
    baseUrl: server.url,
    mailbox: { id: address, address },
    messageId: email.id,
    quota: { limit: 100, remaining: 87, resetsAt: null, unlimited: false },
    exhausted: { status: 429, body: { error: 'quota_exhausted', hint: 'Come back later' } },
  }
}
