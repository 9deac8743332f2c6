/** Mailfade's document, example by example, as it shows them. */
export const examples = {
  inbox: {
    address: 'pw-99@mailfade.dev',
    count: 1,
    emails: [
      {
        id: '01HF5K9X2E4...',
        sender: 'verify@acme.com',
        subject: 'Confirm your account',
        has_attachments: false,
        size_bytes: 4821,
        received_at: 1716729384213,
        expires_at: 1716733000000,
      },
    ],
  },
  message: {
    id: '01HF5K9X2E4...',
    address: 'pw-99@mailfade.dev',
    sender: 'verify@acme.com',
    to: ['pw-99@mailfade.dev'],
    subject: 'Confirm your account',
    text: 'Click here to confirm: https://...',
    html: '<html>...</html>',
    attachments: [],
    size_bytes: 4821,
    received_at: 1716729384213,
    expires_at: 1716733000000,
  },
  keysRequest: { plan: 'dev', rail: 'stripe' },
  keys: {
    invoice_id: '01HF5...',
    rail: 'stripe',
    checkout_url: 'https://checkout.stripe.com/...',
  },
  limits: { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '87' },
}
