import { z } from 'zod'
import { localAccountId } from './accounts.ts'
import { normaliseOrigin, originAdvice } from './allowed-origins.ts'
import { domainPattern, Timestamp, TimestampInput } from './fields.ts'
import { page, pageQuery } from './lists.ts'
import { operation } from './operation.ts'

/** Whose keys a key looks like. Every key works on the native API; each emulated service takes its own only. */
export const KeyService = z.enum(['mayfly', 'minutemail', 'dustmail', 'momail', 'mailfade'])
export type KeyService = z.infer<typeof KeyService>

/** How keys of each service may begin, the usual way first: MinuteMail documents two. */
export const keyPrefixes = {
  mayfly: ['mayfly_'],
  minutemail: ['mmak_', 'mm_sk_live_'],
  dustmail: ['dm_live_'],
  momail: ['mk_'],
  mailfade: ['mf_'],
} as const satisfies Record<KeyService, readonly string[]>

export const KeyStatus = z.enum(['active', 'expired', 'revoked'])
export type KeyStatus = z.infer<typeof KeyStatus>

/** A key without its secret, which is shown once and kept nowhere. */
export const Key = z.object({
  id: z.string(),
  name: z.string(),
  /** How the key begins: as all of its service, and MoMail's with the eight characters that name them. */
  prefix: z.string(),
  lastEight: z.string(),
  accountId: z.string(),
  service: KeyService,
  status: KeyStatus,
  mailboxDomains: z.array(z.string()),
  allowedOrigins: z.array(z.string()),
  createdAt: Timestamp,
  expiresAt: Timestamp.nullable(),
  lastUsedAt: Timestamp.nullable(),
})
export type Key = z.infer<typeof Key>

/** The one answer that carries the secret. */
const ShownKey = Key.extend({ key: z.string() })

/** More than any list that a person keeps by hand. */
const maxEntries = 100

/** A domain of `mailboxDomains`. */
export const MailboxDomain = z
  .string()
  .max(255)
  .toLowerCase()
  .refine(name => name === '*' || domainPattern.test(name), 'must be a domain name, or "*" for all')

const MailboxDomains = z
  .array(MailboxDomain)
  .min(1, 'must name at least one domain, or ["*"] for all')
  .max(maxEntries)
  .refine(names => names.length === 1 || !names.includes('*'), '"*" must stand alone')
  .overwrite(names => [...new Set(names)])

/** An entry of `allowedOrigins`. */
export const AllowedOrigin = z
  .string()
  .max(300)
  .refine(entry => normaliseOrigin(entry) !== undefined, { error: originAdvice, abort: true })
  .overwrite(entry => normaliseOrigin(entry) ?? entry)

const AllowedOrigins = z
  .array(AllowedOrigin)
  .max(maxEntries)
  .overwrite(entries => [...new Set(entries)])

const Name = z.string().trim().min(1).max(100)
const keyParams = z.strictObject({ id: z.string().min(1).max(100) })

export const keyOperations = {
  listKeys: operation({
    method: 'GET',
    path: '/keys',
    summary: 'Keys, newest first, without their secrets.',
    access: 'owner',
    query: z.strictObject({
      ...pageQuery,
      account: z.string().min(1).max(100).optional(),
      service: KeyService.optional(),
      status: KeyStatus.optional(),
    }),
    output: page(Key),
  }),
  createKey: operation({
    method: 'POST',
    path: '/keys',
    summary: 'Creates a key and answers with its secret in `key`, the only time that it is shown.',
    access: 'owner',
    body: z.strictObject({
      name: Name,
      service: KeyService,
      /** How it begins, where the service documents more than one form: `mm_sk_live_`. */
      prefix: z.string().min(1).max(20).optional(),
      expiresAt: TimestampInput.nullable().optional(),
      mailboxDomains: MailboxDomains,
      allowedOrigins: AllowedOrigins.default([]),
      accountId: z.string().min(1).max(100).default(localAccountId),
    }),
    output: ShownKey,
    status: 201,
  }),
  getKey: operation({
    method: 'GET',
    path: '/keys/:id',
    summary: 'One key, without its secret.',
    access: 'owner',
    params: keyParams,
    output: Key,
  }),
  updateKey: operation({
    method: 'PATCH',
    path: '/keys/:id',
    summary: 'Changes a key; what is not named stays. `expiresAt` null is never.',
    access: 'owner',
    params: keyParams,
    body: z.strictObject({
      name: Name.optional(),
      expiresAt: TimestampInput.nullable().optional(),
      mailboxDomains: MailboxDomains.optional(),
      allowedOrigins: AllowedOrigins.optional(),
    }),
    output: Key,
  }),
  regenerateKey: operation({
    method: 'POST',
    path: '/keys/:id/regenerate',
    summary: 'Gives a key a new secret, shown in `key` this once; the old one stops working at once.',
    access: 'owner',
    params: keyParams,
    output: ShownKey,
  }),
  revokeKey: operation({
    method: 'POST',
    path: '/keys/:id/revoke',
    summary: 'Ends a key for good, and keeps its record.',
    access: 'owner',
    params: keyParams,
    output: Key,
  }),
  deleteKey: operation({
    method: 'DELETE',
    path: '/keys/:id',
    summary: 'Ends a key and deletes its record.',
    access: 'owner',
    params: keyParams,
    output: z.void(),
    status: 204,
  }),
}
