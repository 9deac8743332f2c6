/** MinuteMail's two pages, example by example, as they show them. */
export const examples = {
  key: 'mmak_FKI5IKBJ4FSZJLUFGJ3IMF4A55W2OZW7YMLWD3JI33IVUGDEJXLQ',
  otherKey: 'mm_sk_live_1234567890abcdefghijklmnopqrstuvwxyz',
  timestamp: '2024-01-18T00:15:00Z',
  error: { error: 'error_code', message: 'Human-readable error description' },
  durations: [30, 10, 60],
  remaining: 'X-RateLimit-Remaining',
  /** Entry of a key's list, and the origins that it matches. */
  origins: {
    'example.com': ['https://example.com'],
    '*.example.com': ['https://app.example.com', 'https://sub.example.com', 'https://example.com'],
    'localhost:3000': ['http://localhost:3000'],
  },
  plans: {
    free: { minute: 60, burst: 100, day: 100, active: 3, archived: 5 },
    hobbyist: { minute: 120, burst: 200, day: 1_000, active: 10, archived: 20 },
    pro: { minute: 600, burst: 1_000, day: 10_000, active: 50, archived: 200 },
    team: { minute: 1_200, burst: 2_000, day: 50_000, active: 200, archived: 1_000 },
  },
}

/** The objects, field by field, as the API reference, the MCP server and the Python client describe them. */
export const objects = {
  mailbox: {
    id: '01a1fed5-991c-732a-a816-27494c10bf0f',
    alias: 'lively-stone-4102',
    domain: 'minutemail.cc',
    address: 'lively-stone-4102@minutemail.cc',
    recoverable: true,
    tag: 'onboarding',
    owner: '01a1fed5-988b-7398-9fe5-be980a45a7af',
    messageCount: 0,
    expiresAt: '2024-01-18T00:35:00Z',
    createdAt: '2024-01-18T00:15:00Z',
    permanent: false,
  },
  mail: {
    id: '01a1fed5-99e9-74dc-82ac-22ec39aac6b8',
    mailboxId: '01a1fed5-991c-732a-a816-27494c10bf0f',
    sender: 'hello@shop.test',
    subject: 'Verify your email address',
    body: '<p>Your code is 123456.</p>',
    hasAttachments: true,
    attachments: [{ id: '1', name: 'terms.txt', sizeBytes: 5 }],
    receivedAt: '2024-01-18T00:15:00Z',
    expiresAt: '2024-01-18T00:20:00Z',
  },
  attachment: {
    id: '1',
    filename: 'terms.txt',
    contentType: 'text/plain',
    sizeBytes: 5,
    expiresAt: '2024-01-18T00:20:00Z',
    data: 'aGVsbG8=',
  },
  archived: {
    id: '01a1fed5-991c-732a-a816-27494c10bf0f',
    alias: 'lively-stone-4102',
    domain: 'minutemail.cc',
    tag: 'onboarding',
    owner: '01a1fed5-988b-7398-9fe5-be980a45a7af',
    createdAt: '2024-01-18T00:15:00Z',
  },
}
