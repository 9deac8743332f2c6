import type { Belongings } from './two-accounts.ts'

/** What stands for a parameter of a path, of the account that has it. */
export type PathSample = {
  of: (things: Belongings) => string[]
  /** The status for a key of the account that is kept to other domains; where it may read only, by method. */
  narrow: number | Record<string, number>
}

/** By the noun before a parameter and its name. */
export const pathSamples: Record<string, PathSample> = {
  'mailboxes/:idOrAddress': {
    of: ({ mailbox, second }) => [mailbox.id, mailbox.address, mailbox.address.toUpperCase(), second.id],
    narrow: 403,
  },
  'messages/:id': { of: ({ message }) => [message.id], narrow: 403 },
  'attachments/:attachmentId': { of: ({ attachmentId }) => [attachmentId], narrow: 403 },
  'parts/:path': { of: () => ['0', '1'], narrow: 403 },
  'domains/:id': { of: ({ domain }) => [domain.id], narrow: 403 },
  'keys/:id': { of: ({ key }) => [key.id], narrow: 403 },
  'accounts/:id': { of: ({ accountId }) => [accountId], narrow: 403 },
  'sessions/:id': { of: ({ message }) => [message.smtp!.sessionId], narrow: 403 },
  // A webhook hears of all mail unless it was made by such a key: others are not for it to see.
  'webhooks/:id': { of: ({ webhook }) => [webhook.id], narrow: 404 },
  'deliveries/:deliveryId': { of: ({ deliveryId }) => [deliveryId], narrow: 404 },
  'identities/:id': { of: ({ identity }) => [identity.id], narrow: 403 },
  // An app has identities at any domain: who may not see all of them may not end them.
  'identity-clients/:clientId': {
    of: ({ client }) => [client.clientId],
    narrow: { GET: 200, POST: 403, DELETE: 403 },
  },
  // Long work is the owner's.
  'backups/:name': { of: ({ message }) => [message.id], narrow: 403 },
  'jobs/:id': { of: ({ message }) => [message.id], narrow: 403 },
  'held-deletions/:id': { of: ({ message }) => [message.id], narrow: 403 },
  // So are remote accounts, and all that they are asked for.
  'remotes/:remote': { of: ({ message }) => [message.id], narrow: 403 },
  'keys/:keyId': { of: ({ key }) => [key.id], narrow: 403 },
  'purchases/:invoiceId': { of: ({ message }) => [message.id], narrow: 403 },
  'domains/:domainId': { of: ({ domain }) => [domain.id], narrow: 403 },
  'plans/:id': { of: () => ['free'], narrow: 403 },
}

/** What a field of a query or a body is sent as. */
export type FieldSample = {
  /** Sent with every call that has the field. */
  always?: unknown
  /** Of another account: sent alone, to be answered with one of `answers`. */
  foreign?: (things: Belongings) => unknown[]
  answers?: number[]
}

const plain: FieldSample = {}
/** Finds nothing that is another account's: an empty list, a wait that ends, no message. */
const finds = (of: (things: Belongings) => unknown[]): FieldSample => ({
  foreign: of,
  answers: [200, 204, 404, 408],
})
const missing = (of: (things: Belongings) => unknown[]): FieldSample => ({ foreign: of, answers: [404] })
const forbidden = (of: (things: Belongings) => unknown[]): FieldSample => ({ foreign: of, answers: [403] })

/** By the name of a field, or by operation and field where it means something else there. */
const fieldSamples: Record<string, FieldSample> = {
  limit: { always: 200 },
  cursor: { foreign: () => ['1000000'], answers: [200] },
  status: plain,
  timeout: { always: 0 },
  count: plain,
  absent: plain,
  unread: plain,
  pinned: plain,
  hasAttachment: plain,
  since: plain,
  tags: plain,
  addTags: plain,
  every: plain,
  through: plain,
  tag: plain,
  recoverable: plain,
  remoteContent: plain,
  atService: plain,
  relay: plain,
  'releaseMessage.to': { always: ['dana@real.test'] },
  dark: plain,
  'getAttachment.inline': plain,
  maxPixels: plain,
  expiresIn: plain,
  remote: plain,
  days: plain,
  html: plain,
  text: plain,
  raw: plain,
  attachments: plain,
  localPart: plain,
  after: finds(() => [0]),
  'Last-Event-ID': plain,
  q: finds(({ marker }) => [marker, `from:${marker}`]),
  from: finds(({ marker }) => [marker]),
  subject: finds(({ marker }) => [marker]),
  mailbox: missing(({ mailbox }) => [mailbox.id, mailbox.address]),
  ids: missing(({ message }) => [[message.id]]),
  account: missing(({ accountId }) => [accountId]),
  accountId: forbidden(({ accountId }) => [accountId]),
  name: { always: 'x' },
  providerType: plain,
  providerLabel: plain,
  redirectUris: { always: ['https://app.test/'] },
  username: plain,
  avatarUrl: plain,
  isActive: plain,
  emailVerified: plain,
  claims: plain,
  clientId: { ...missing(({ client }) => [client.clientId]), always: 'nothing' },
  mailboxAddress: {
    ...missing(({ mailbox }) => [mailbox.address, mailbox.id]),
    always: 'nobody@mayfly.test',
  },
  'listIdentities.clientId': finds(({ client }) => [client.clientId]),
  'listIdentities.mailboxAddress': finds(({ mailbox }) => [mailbox.address]),
  'listMailboxes.tag': finds(({ marker }) => [marker]),
  'listMailboxes.domain': finds(({ domain }) => [domain.name]),
  'createMailbox.domain': forbidden(({ domain }) => [domain.name]),
  'createMailbox.address': forbidden(({ mailbox }) => [mailbox.address]),
  'deleteMailboxes.ids': missing(({ mailbox }) => [[mailbox.id]]),
  'deleteMessages.after': plain,
  'updateMessages.after': plain,
  // An event that never happens here, and a name that nobody has.
  events: { always: ['mailbox.restored'] },
  url: { always: 'https://hooks.invalid/' },
  secret: plain,
  label: plain,
  enabled: plain,
  'injectMessage.from': { always: 'a@shop.test' },
  'injectMessage.subject': { always: 'x' },
  'createDomain.name': { always: 'claimed.test' },
  // A mailbox that is not there yet may be waited for by its address: then nothing comes.
  'waitForMessage.mailbox': { foreign: ({ mailbox }) => [mailbox.id, mailbox.address], answers: [404, 408] },
}

export const sampleOf = (operation: string, field: string): FieldSample | undefined =>
  fieldSamples[`${operation}.${field}`] ?? fieldSamples[field]
