import { z } from 'zod'
import { Timestamp } from './fields.ts'
import { Capabilities, RemoteService } from './remote-capabilities.ts'

/** What went wrong at a remote, as far as one has to do something else about it. The window has a sentence for each. */
const RemoteFailureKind = z.enum([
  'unreachable',
  'tls',
  'timeout',
  'refusedAddress',
  'wrongUrl',
  'wrongKey',
  'forbidden',
  'notFound',
  'conflict',
  'invalid',
  'rateLimited',
  'quotaExhausted',
  'serverFault',
  'unexpectedAnswer',
  'tooLarge',
  'unsupported',
])

export const RemoteFailure = z.object({
  kind: RemoteFailureKind,
  /** In words, and without keys. */
  message: z.string(),
  /** HTTP status, where there was an answer. */
  status: z.int().nullable(),
  /** The beginning of an answer that nothing could be made of. */
  excerpt: z.string().nullable(),
})
export type RemoteFailure = z.infer<typeof RemoteFailure>

/** What is left of a limit of the service. Null is what it does not tell. */
export const RemoteQuota = z.object({
  limit: z.int().nullable(),
  remaining: z.int().nullable(),
  resetsAt: Timestamp.nullable(),
  unlimited: z.boolean(),
})
export type RemoteQuota = z.infer<typeof RemoteQuota>

/**
 * `new`: never looked at. `ok`: the last look went well. `waiting`: it failed, and is tried again at `nextCallAt`.
 * `offline`: as that, since there was no connection at all. `keyMissing`: it needs a key and has none. `paused`: by its
 * owner. `detached`: it was removed, and its mail was kept.
 */
export const RemoteStatus = z.enum(['new', 'ok', 'waiting', 'offline', 'keyMissing', 'paused', 'detached'])
export type RemoteStatus = z.infer<typeof RemoteStatus>

export const RemoteState = z.object({
  status: RemoteStatus,
  /** A call is under way. */
  calling: z.boolean(),
  /** It tells by itself what is new: then nothing is asked for. */
  live: z.boolean(),
  /** Why the last call failed, and when that was. */
  failure: RemoteFailure.extend({ at: Timestamp }).nullable(),
  lastSuccessAt: Timestamp.nullable(),
  /** When it is called next by itself; null while nobody knows. */
  nextCallAt: Timestamp.nullable(),
  quota: RemoteQuota.nullable(),
  /** Calls made since the service's day began; `perDay` is what it allows, and what of that is kept for you. */
  calls: z.object({ today: z.int(), perDay: z.int().nullable(), kept: z.int() }),
  /** Messages that are known to be there and are not fetched yet. */
  waitingToBeFetched: z.int(),
})
export type RemoteState = z.infer<typeof RemoteState>

/** Where its key is; never the key. `environment` is a variable, which only whoever starts Mayfly can change. */
const RemoteKeyPlace = z.object({
  kind: z.enum(['system', 'file', 'session', 'environment']),
  readOnly: z.boolean(),
  lastCharacters: z.string(),
})

/** MoMail has two, which differ in everything; the others have one. */
export const RemoteGeneration = z.enum(['current', 'old'])

export const RemoteRetention = z.object({
  /** Its newest so many messages are kept; pinned ones stay and do not count. 0 = no limit. */
  maxMessages: z.int().min(0).max(1_000_000),
  /** They are kept so many days from when they were received; pinned ones stay. 0 = no limit. */
  maxAgeDays: z.int().min(0).max(36_500),
})
export type RemoteRetention = z.infer<typeof RemoteRetention>

export const Remote = z.object({
  id: z.string(),
  service: RemoteService,
  generation: RemoteGeneration,
  name: z.string(),
  baseUrl: z.string(),
  /** It may be on this machine or in the own network; then it need not have TLS. */
  ownNetwork: z.boolean(),
  key: RemoteKeyPlace.nullable(),
  /** Has to be given when `key` is null and the service wants one. */
  keyNeeded: z.boolean(),
  paused: z.boolean(),
  retention: RemoteRetention,
  createdAt: Timestamp,
  capabilities: Capabilities,
  state: RemoteState,
  /** Active and archived ones. */
  mailboxCount: z.int(),
  messageCount: z.int(),
  unreadCount: z.int(),
})
export type Remote = z.infer<typeof Remote>

/** A service that a remote can be at, for the form that adds one. */
export const RemoteServiceInfo = z.object({
  service: RemoteService,
  generation: RemoteGeneration,
  name: z.string(),
  /** What is filled in for the base URL; null where everybody has another. */
  baseUrl: z.string().nullable(),
  keyNeeded: z.boolean(),
  /** How its keys usually begin. Others are taken too. */
  keyPrefixes: z.array(z.string()),
  /** With a key. */
  capabilities: Capabilities,
})
export type RemoteServiceInfo = z.infer<typeof RemoteServiceInfo>

/** What a try told. `failure` is null when all is well. */
export const RemoteReport = z.object({
  ok: z.boolean(),
  failure: RemoteFailure.nullable(),
  plan: z.string().nullable(),
  mailboxes: z.int().nullable(),
  quota: RemoteQuota.nullable(),
  /** HTTP calls that it took. */
  calls: z.int(),
})
export type RemoteReport = z.infer<typeof RemoteReport>

/** A message as a service's own search finds it. */
export const RemoteFound = z.object({
  /** By which the service knows it. */
  remoteId: z.string(),
  /** Here, when it is fetched already. */
  messageId: z.string().nullable(),
  mailboxId: z.string().nullable(),
  from: z.string().nullable(),
  subject: z.string().nullable(),
  snippet: z.string().nullable(),
  receivedAt: Timestamp.nullable(),
})

export const RemoteKey = z.object({
  id: z.string(),
  name: z.string(),
  masked: z.string(),
  plan: z.string().nullable(),
  createdAt: Timestamp.nullable(),
  expiresAt: Timestamp.nullable(),
  lastUsedAt: Timestamp.nullable(),
})

export const RemoteDomain = z.object({
  id: z.string(),
  name: z.string(),
  verified: z.boolean(),
  /** The TXT record that proves it, and what an MX record names; null where the service does not tell. */
  txtName: z.string().nullable(),
  txtValue: z.string().nullable(),
  mxTarget: z.string().nullable(),
})

/** Where a message came from, and whether it is all there. */
export const MessageOrigin = z.object({
  remote: z.string(),
  /** By which the service knows it. */
  remoteId: z.string(),
  /** `raw`: byte for byte as the service received it. `composed`: put together here from what it tells. */
  source: z.enum(['raw', 'composed']),
  /** What the service did not tell. */
  missing: z.array(z.enum(['headers', 'recipients', 'text', 'html', 'attachments'])),
  /** The service has it no more. */
  gone: z.boolean(),
})
