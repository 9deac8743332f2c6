const id = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890'

/** The documents of the current generation, example by example. Ids are uuids, as their tables say. */
export const currentExamples = {
  mailboxes: {
    mailboxes: [
      {
        mailbox_id: id,
        email_address: 'myagent@user.momail.io',
        domain: 'user.momail.io',
        status: 'active',
        namespace: id,
        created_at: '2026-01-15T10:30:00.000Z',
      },
    ],
  },
  createMailbox: { local_part: 'support-agent', domain: 'user.momail.io' },
  mailboxCreated: {
    success: true,
    mailbox: {
      mailbox_id: id,
      email_address: 'support-agent@user.momail.io',
      domain: 'user.momail.io',
      status: 'active',
      namespace: id,
      created_at: '2026-01-15T10:30:00.000Z',
    },
  },
  searchRequest: {
    query: 'Q4 budget discussions from Sarah',
    from: 'sarah@company.com',
    to: 'team@company.com',
    subject: 'budget',
    date_from: '2024-01-01',
    date_to: '2024-01-31',
    limit: 10,
    offset: 0,
  },
  search: {
    success: true,
    results: [
      {
        email_id: id,
        subject: 'Q4 Budget Review',
        from: 'sarah@company.com',
        date: '2024-01-15T10:30:00.000Z',
        snippet: 'Hi team, I wanted to discuss our Q4 budget allocation...',
        score: 0.92,
      },
    ],
    total: 45,
  },
  createWebhook: {
    url: 'https://api.yourapp.com/webhooks/momail',
    events: ['email.received', 'email.processed'],
    secret: 'your_webhook_secret',
  },
  /** Only the list spells `createdAt`; here it has both. */
  webhooks: {
    success: true,
    data: [
      {
        webhook_id: id,
        url: 'https://api.yourapp.com/webhooks/momail',
        events: ['email.received', 'email.processed'],
        secret_masked: 'whsec_****',
        active: true,
        createdAt: '2024-01-15T10:30:00.000Z',
        created_at: '2024-01-15T10:30:00.000Z',
      },
    ],
  },
  webhookCreated: {
    success: true,
    data: {
      webhook_id: id,
      url: 'https://api.yourapp.com/webhooks/momail',
      events: ['email.received', 'email.processed'],
      secret: 'whsec_full_secret_shown_once',
      secret_masked: 'whsec_****',
      active: true,
      created_at: '2024-01-15T10:30:00.000Z',
    },
  },
  webhook: {
    success: true,
    data: {
      webhook_id: id,
      url: 'https://api.yourapp.com/webhooks/momail',
      events: ['email.received'],
      secret_masked: 'whsec_****',
      active: true,
      created_at: '2024-01-15T10:30:00.000Z',
    },
  },
  rawNotFound: { error: { code: 'NOT_FOUND', message: 'Email not found' } },
}
