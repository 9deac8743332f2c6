/** DustMail's document, example by example, as it shows them. */
export const examples = {
  createRequest: { username: 'swift.fox4291', domain: 'brand.example' },
  created: {
    success: true,
    data: {
      id: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
      email: '[email protected]',
      domain: 'brand.example',
      created_at: '2026-03-30T12:00:00.000Z',
      expires_at: '2027-03-30T12:00:00.000Z',
    },
    meta: {
      plan: 'premium',
      rate_limit: { limit: null, used: 1 },
      available_domains: ['dustmail.net', '<configured-shared-domain>', 'brand.example'],
    },
  },
  list: {
    success: true,
    data: [
      {
        id: 'a1b2c3d4-...',
        email: '[email protected]',
        domain: 'dustmail.net',
        created_at: '2026-03-30T12:00:00.000Z',
        expires_at: '2026-03-30T12:30:00.000Z',
        email_count: 3,
      },
    ],
    meta: { total: 1, plan: 'free', rate_limit: { limit: 100, used: 2 } },
  },
  inbox: {
    success: true,
    data: {
      inbox: {
        id: 'a1b2c3d4-...',
        email: '[email protected]',
        domain: 'dustmail.net',
        created_at: '2026-03-30T12:00:00.000Z',
        expires_at: '2026-03-30T12:30:00.000Z',
      },
      emails: [
        {
          id: 'e1f2a3b4-...',
          from: '[email protected]',
          subject: 'Verify your email address',
          text: 'Click the link below to verify...',
          html: '<html>...</html>',
          received_at: '2026-03-30T12:05:30.000Z',
        },
      ],
    },
    meta: { email_count: 1, rate_limit: { limit: 100, used: 3 } },
  },
  deleted: { success: true, message: 'Inbox deleted' },
}
