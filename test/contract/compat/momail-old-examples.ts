const id = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890'
const paging = { total: 1, limit: 20, offset: 0, hasMore: false }

/**
 * The documents of the older generation, example by example. Their ids (`key_abc123`) are uuids here, as their tables say;
 * every list has the `meta` of their overview.
 */
export const oldExamples = {
  keys: {
    success: true,
    data: [
      {
        keyId: id,
        name: 'Production API',
        keyPrefix: 'mk_a1b****',
        plan: 'pro',
        rateLimit: 100,
        lastUsed: '2024-01-15T10:30:00.000Z',
        createdAt: '2024-01-01T00:00:00.000Z',
        expirationTs: null,
      },
    ],
    meta: paging,
  },
  createKey: { name: 'Production API', expirationDays: 365 },
  keyCreated: {
    success: true,
    data: {
      keyId: id,
      name: 'Production API',
      apiKey: 'mk_a1b2c3d4_e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0',
      keyPrefix: 'mk_a1b****',
      plan: 'free',
      rateLimit: 20,
      expirationTs: '2025-01-15T00:00:00.000Z',
      createdAt: '2024-01-15T10:30:00.000Z',
    },
    meta: { warning: 'This API key will only be shown once. Please store it securely.' },
  },
  keyRevoked: { success: true, data: { keyId: id, revoked: true } },
  domains: {
    success: true,
    data: [
      {
        domain_id: id,
        domain_name: 'example.com',
        verified: true,
        mx_configured: true,
        created_at: '2024-01-15T10:30:00.000Z',
      },
    ],
    meta: paging,
  },
  domainCreated: {
    success: true,
    data: {
      domain_id: id,
      domain_name: 'example.com',
      verification_token: 'momail-verify=xyz789abc...',
      verified: false,
      mx_configured: false,
      created_at: '2024-01-15T10:30:00.000Z',
    },
  },
  domain: {
    success: true,
    data: {
      domain_id: id,
      domain_name: 'example.com',
      verification_instructions: { type: 'TXT', name: '_momail', value: 'momail-verify=xyz789abc...' },
      verified: false,
      mx_configured: false,
      created_at: '2024-01-15T10:30:00.000Z',
    },
  },
  domainVerified: {
    success: true,
    data: { verified: true, mx_instructions: { host: 'mx.momail.io', priority: 10 } },
  },
  searchRequest: { query: 'Q4 budget discussions from Sarah', domain: 'example.com', limit: 20, offset: 0 },
  search: {
    success: true,
    data: [
      {
        email_id: id,
        subject: 'Q4 Budget Review - Action Required',
        from: 'sarah@example.com',
        date: '2024-01-15T10:30:00.000Z',
        snippet: 'Hi team, I wanted to discuss our Q4 budget allocation...',
        score: 0.92,
      },
    ],
    meta: { page: 1, limit: 20, total: 45, hasMore: false },
  },
  suggestions: {
    success: true,
    data: ['budget Q4', 'budget review', 'budget meeting', 'budget allocation'],
  },
  createWebhook: {
    url: 'https://api.yourapp.com/webhooks/momail',
    events: ['email.received', 'email.processed'],
    secret: 'your_webhook_secret',
  },
  webhooks: {
    success: true,
    data: [
      {
        id,
        url: 'https://api.yourapp.com/webhooks/momail',
        events: ['email.received', 'email.processed'],
        secret: 'whsec_****',
        active: true,
        createdAt: '2024-01-15T10:30:00.000Z',
      },
    ],
    meta: paging,
  },
  webhookCreated: {
    success: true,
    data: {
      id,
      url: 'https://api.yourapp.com/webhooks/momail',
      events: ['email.received', 'email.processed'],
      secret: 'whsec_****',
      active: true,
      createdAt: '2024-01-15T10:30:00.000Z',
    },
  },
  webhook: {
    success: true,
    data: {
      id,
      url: 'https://api.yourapp.com/webhooks/momail',
      events: ['email.received'],
      active: true,
      createdAt: '2024-01-15T10:30:00.000Z',
      lastDelivered: '2024-01-15T14:22:00.000Z',
      deliveryStats: { success: 150, failure: 2 },
    },
  },
  putWebhook: {
    url: 'https://api.yourapp.com/webhooks/momail',
    events: ['email.received', 'email.processed', 'domain.verified'],
    secret: 'new_webhook_secret',
  },
  webhookPut: {
    success: true,
    data: {
      id,
      url: 'https://api.yourapp.com/webhooks/momail',
      events: ['email.received', 'email.processed', 'domain.verified'],
      active: true,
    },
  },
  subscription: {
    success: true,
    data: {
      status: 'active',
      plan: 'pro',
      currentPeriodStart: '2024-01-01T00:00:00.000Z',
      currentPeriodEnd: '2024-02-01T00:00:00.000Z',
      cancelAtPeriodEnd: false,
    },
  },
  usage: {
    success: true,
    data: {
      emailsUsed: 4500,
      emailsLimit: 10000,
      searchesUsed: 890,
      searchesLimit: 5000,
      storageUsed: 256000000,
      storageLimit: 50000000000,
    },
  },
  checkout: {
    plan: 'pro',
    successUrl: 'https://app.momail.io/billing/success',
    cancelUrl: 'https://app.momail.io/billing/cancel',
  },
  portal: { returnUrl: 'https://app.momail.io/settings' },
  session: { success: true, data: { url: 'https://checkout.stripe.com/pay/cs_test_...' } },
  rateLimited: {
    success: false,
    error: {
      code: 'RATE_LIMIT_EXCEEDED',
      message: 'Rate limit exceeded. Please try again later.',
      details: { limit: 20, window: 'minute', retry_after: 45 },
    },
  },
}
