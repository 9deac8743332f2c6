import { z } from 'zod'
import { KeyService } from './keys.ts'

/** Where a remote account may be: the services that are emulated, and another Mayfly. */
export const RemoteService = KeyService
export type RemoteService = z.infer<typeof RemoteService>

/** All that a remote account may be able to do; the functions of a provider go by the same names. */
export const Ability = z.enum([
  'listMailboxes',
  'listArchivedMailboxes',
  'createMailbox',
  'chooseLocalPart',
  'chooseDomain',
  'chooseLifetime',
  'permanentMailbox',
  'deleteMailbox',
  'archiveMailbox',
  'reactivateMailbox',
  'listMessages',
  'listAllMessages',
  'messagesSince',
  'fetchMessage',
  'rawSource',
  'html',
  'attachments',
  'deleteMessage',
  'search',
  'listKeys',
  'createKey',
  'deleteKey',
  'buyKey',
  'listDomains',
  'createDomain',
  'verifyDomain',
  'deleteDomain',
  'liveEvents',
])
export type Ability = z.infer<typeof Ability>

/** Why something cannot be done. The window has a sentence for each. */
export const WhyNot = z.enum([
  /** The service documents no way to do it. */
  'undocumented',
  /** The service says that it has no such thing. */
  'absent',
  /** Mailboxes are there for any address, without being made or listed. */
  'implicit',
  /** Only on the service's own web pages. */
  'websiteOnly',
  /** With a key, and this account has none. */
  'needsKey',
  /** Only for whoever owns the server: a key may not. */
  'ownerOnly',
  /** The other generation of the service's API has it. */
  'otherGeneration',
])
export type WhyNot = z.infer<typeof WhyNot>

/** What an account can do, and what it costs to watch it. */
export const Capabilities = z.object({
  abilities: z.record(Ability, z.union([z.literal('yes'), WhyNot])),
  /** What only some plans of the service allow: others are refused when they try. */
  byPlan: z.array(Ability),
  /** Whether a mailbox is made only at a local part that is named. */
  localPartNeeded: z.boolean(),
  limits: z.object({
    /** Of the smallest plan, where the service publishes them; null: none is published. What answers tell counts more. */
    callsPerDay: z.int().nullable(),
    callsPerMinute: z.int().nullable(),
    /** The hour, in UTC, at which a new day begins for `callsPerDay`; null: not published. */
    dayBeginsAt: z.int().nullable(),
    /** Whether the list of mailboxes says how many messages each has: then one call watches all of them. */
    countsInMailboxList: z.boolean(),
    /** Whether a list of messages brings them whole: then none has to be fetched. */
    wholeMailInList: z.boolean(),
    /** Most that one call lists; null: no bound is published. */
    mailboxesListed: z.int().nullable(),
    messagesListed: z.int().nullable(),
    /** Whether more than that can be had, page by page. */
    paging: z.boolean(),
    /** Minutes that a mailbox may be given; null where `chooseLifetime` is not possible or without bounds. */
    lifetimeMinutes: z.object({ min: z.int(), max: z.int() }).nullable(),
  }),
})
export type Capabilities = z.infer<typeof Capabilities>
