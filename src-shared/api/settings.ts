import { z } from 'zod'
import { domainPattern, Timestamp } from './fields.ts'
import { operation } from './operation.ts'
import { Relay, RelayChange } from './relay.ts'

/** A name as AUTH carries it: no control characters, which would break replies and logs. */
const UserName = z
  .string()
  .max(320)
  .regex(/^[^\p{Cc}]+$/u, 'must be a name without control characters')

/** Ways to pay: by card, or once by Lightning. */
const PaymentRail = z.enum(['stripe', 'lightning'])

/** Each is looked for with every new mail that is told of. */
const maxMuted = 1_000

/** Far more than anybody types in, few enough to look through with every login. */
const maxUsers = 100

/** What the owner can change while the server runs. Kept in the store. */
export const Settings = z.strictObject({
  /** The domain of a mailbox that is created without one. */
  defaultDomain: z.string().min(1).max(255),
  /** Mail to an address without a mailbox: make the mailbox, or refuse with 550 5.1.1. */
  unknownRecipients: z.enum(['capture', 'reject']),
  /** What decides where SMTP mail goes: its recipients, or the user name of the login. */
  routing: z.enum(['recipient', 'smtpUser']),
  /** Keep the newest so many messages; pinned ones stay. 0 = no limit. */
  'retention.maxMessages': z.int().min(0).max(100_000_000),
  /** Keep messages so many days; pinned ones stay. 0 = no limit. */
  'retention.maxAgeDays': z.int().min(0).max(36_500),
  /** Keep the newest messages of so many bytes together; pinned ones stay and do not count. 0 = no limit. */
  'retention.maxBytes': z.int().min(0).max(1e15),
  /** `any`: every login is taken and none is needed. `listed`: mail needs a login of `smtp.users`. */
  'smtp.auth': z.enum(['any', 'listed']),
  /** Who may log in when `smtp.auth` is `listed`. Passwords go in and never come out. */
  'smtp.users': z.array(z.object({ user: UserName })).max(maxUsers),
  /** Logins and mail only over TLS. */
  'smtp.requireTls': z.boolean(),
  /** Webhooks may go to addresses of the own network. */
  'webhooks.allowPrivateAddresses': z.boolean(),
  /** Where released messages go; null releases none. */
  relay: Relay.nullable(),
  /** Ids of mailboxes of whose new mail nobody is notified. */
  'notifications.muted': z.array(z.string().min(1).max(100)).max(maxMuted),
  /** No notification before then. */
  'notifications.pausedUntil': Timestamp.nullable(),
  /** How a key of the emulated Mailfade can be bought; the others are answered with 503. */
  'mailfade.rails': z.array(PaymentRail).max(2),
})
export type Settings = z.infer<typeof Settings>

/** Without a password, one who is listed already keeps the one they have. */
const UserChange = z.strictObject({ user: UserName, password: z.string().min(1).max(200).optional() })

/** New values are checked more strictly than kept ones, which must never keep the program from starting. */
const SettingsChange = Settings.partial().extend({
  defaultDomain: z.string().max(255).toLowerCase().regex(domainPattern, 'must be a domain name').optional(),
  relay: RelayChange.nullable().optional(),
  'smtp.users': z
    .array(UserChange)
    .max(maxUsers)
    .refine(users => new Set(users.map(({ user }) => user)).size === users.length, 'names a user twice')
    .optional(),
})
export type SettingsChange = z.infer<typeof SettingsChange>

export const defaultSettings: Settings = {
  defaultDomain: 'mayfly.test',
  unknownRecipients: 'capture',
  routing: 'recipient',
  'retention.maxMessages': 10_000,
  'retention.maxAgeDays': 30,
  'retention.maxBytes': 0,
  'smtp.auth': 'any',
  'smtp.users': [],
  'smtp.requireTls': false,
  'webhooks.allowPrivateAddresses': false,
  relay: null,
  'notifications.muted': [],
  'notifications.pausedUntil': null,
  'mailfade.rails': ['stripe', 'lightning'],
}

export const settingsOperations = {
  getSettings: operation({
    method: 'GET',
    path: '/settings',
    summary: 'The settings in force.',
    access: 'owner',
    output: Settings,
  }),
  updateSettings: operation({
    method: 'PATCH',
    path: '/settings',
    summary: 'Changes settings; what is not named stays.',
    access: 'owner',
    body: SettingsChange,
    output: Settings,
  }),
}
