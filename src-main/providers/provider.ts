import type { Capabilities, RemoteService } from '#shared/api/remote-capabilities.ts'

/**
 * A remote account as the rest of Mayfly sees it. All times are milliseconds. Every function rejects with a
 * ProviderError, of kind `unsupported` where `capabilities.abilities` says no, and with the signal's reason when aborted.
 */
export type Provider = {
  readonly service: RemoteService
  readonly capabilities: Capabilities
  /** Tries the account with as few calls as tell whether address and key are right. */
  check(signal: AbortSignal): Answer<Checked>

  listMailboxes(signal: AbortSignal): Answer<Listed<RemoteMailbox>>
  listArchivedMailboxes(signal: AbortSignal): Answer<Listed<RemoteMailbox>>
  createMailbox(wish: MailboxWish, signal: AbortSignal): Answer<RemoteMailbox>
  /** Deletes a mailbox, an archived one for good. MinuteMail archives a recoverable one instead. */
  deleteMailbox(mailbox: MailboxRef, signal: AbortSignal): Answer<void>
  archiveMailbox(mailbox: MailboxRef, signal: AbortSignal): Answer<void>
  /** Answers the mailbox as it is now, which may have got another id. */
  reactivateMailbox(mailbox: MailboxRef, lifetime: Lifetime, signal: AbortSignal): Answer<RemoteMailbox>

  /** Of one mailbox, or of all (`listAllMessages`), newest first. */
  listMessages(mailbox: MailboxRef | 'all', options: ListOptions, signal: AbortSignal): Answer<ListedMessages>
  fetchMessage(message: MessageRef, signal: AbortSignal): Answer<RemoteMail>
  deleteMessage(message: MessageRef, signal: AbortSignal): Answer<void>
  /** In all mailboxes, or in one; best first. */
  search(query: SearchQuery, signal: AbortSignal): Answer<RemoteMessage[]>

  listKeys(signal: AbortSignal): Answer<RemoteKey[]>
  createKey(wish: KeyWish, signal: AbortSignal): Answer<{ key: RemoteKey; secret: string }>
  deleteKey(keyId: string, signal: AbortSignal): Answer<void>
  /** Begins to buy a key; `checkoutUrl` is for the browser, which shows the key. */
  buyKey(wish: PurchaseWish, signal: AbortSignal): Answer<{ invoiceId: string; checkoutUrl: string }>
  keyPurchase(invoiceId: string, signal: AbortSignal): Answer<{ paid: boolean; keyId: string | null }>

  listDomains(signal: AbortSignal): Answer<RemoteDomain[]>
  createDomain(name: string, signal: AbortSignal): Answer<RemoteDomain>
  verifyDomain(domainId: string, signal: AbortSignal): Answer<RemoteDomain>
  deleteDomain(domainId: string, signal: AbortSignal): Answer<void>

  /**
   * Tells what changes until the signal or the other side ends it; resolves then. `after` is the id of the last event
   * that was seen.
   */
  liveEvents(options: ListenOptions, signal: AbortSignal): Promise<void>
}

/**
 * `calls` is how many HTTP calls it took; `quota` what the last of them told of a limit of a day or longer, null when nothing.
 * What is told of a minute or an hour is left out: it would look like a day that is nearly used up.
 */
export type Answer<Value> = Promise<{ value: Value; quota: Quota | null; calls: number }>

/** What is left of the service's limit. null: not told. */
export type Quota = {
  limit: number | null
  remaining: number | null
  resetsAt: number | null
  /** The service said that there is no limit. */
  unlimited: boolean
}

/** What could be learnt: `plan` in the service's own words, null where it does not tell. */
export type Checked = { plan: string | null; mailboxes: number | null }

/** `complete`: nothing was left out, so what is not in it is not there any more. */
export type Listed<Item> = { items: Item[]; complete: boolean }

/** The address matters to services without ids (Mailfade), the id to all others. */
export type MailboxRef = { id: string; address: string; archived?: boolean | undefined }
export type MessageRef = { id: string; mailbox: MailboxRef }

export type RemoteMailbox = MailboxRef & {
  tag: string | null
  archived: boolean
  /** Archived, not gone, when it runs out; null: not told. */
  recoverable: boolean | null
  /** null: not told. */
  messageCount: number | null
  createdAt: number | null
  /** null: never, or not told. */
  expiresAt: number | null
}

/** null: never. undefined: as the service does it. */
export type Lifetime = number | null | undefined

export type MailboxWish = {
  localPart?: string | undefined
  domain?: string | undefined
  lifetimeMinutes?: Lifetime
  tag?: string | undefined
  recoverable?: boolean | undefined
}

export type ListOptions = {
  /** `next` of an earlier answer: only what came after that. Only with `messagesSince`. */
  since?: string | undefined
  /** How many at most; 100 unless told. */
  limit?: number | undefined
}

/** `next` is to be handed in as `since`; null where the service has nothing like it. */
export type ListedMessages = Listed<RemoteMessage> & { next: string | null }

export type RemoteMessage = {
  id: string
  /** Empty when the service does not say in which mailbox it is. */
  mailboxId: string
  from: string | null
  subject: string | null
  snippet: string | null
  receivedAt: number | null
  expiresAt: number | null
  sizeBytes: number | null
  hasAttachments: boolean | null
  /** The whole of it, where the list brought it (`wholeMailInList`): it need not be fetched. */
  mail: RemoteMail | null
}

/** A mail in the form of RFC 5322. */
export type RemoteMail = {
  bytes: Uint8Array
  /** As it came in at the service, or made here of what the service tells. */
  origin: 'raw' | 'composed'
  /** What the service did not give; empty for `raw`. */
  missing: MissingPart[]
}
export type MissingPart = 'headers' | 'recipients' | 'text' | 'html' | 'attachments'

export type SearchQuery = { text: string; mailbox?: MailboxRef | undefined; limit?: number | undefined }

export type RemoteKey = {
  id: string
  name: string
  /** As much of it as is shown: its beginning, or its end. */
  masked: string
  plan: string | null
  createdAt: number | null
  /** null: never, or not told. */
  expiresAt: number | null
  lastUsedAt: number | null
}

/** `expiresInDays` null: never. */
export type KeyWish = { name: string; expiresInDays: number | null }

export type PurchaseWish = { plan: string; rail: string }

export type RemoteDomain = {
  id: string
  name: string
  verified: boolean
  /** The TXT record that proves it, and what an MX record names; null: not told. */
  txtName: string | null
  txtValue: string | null
  mxTarget: string | null
}

export type ListenOptions = {
  after?: string | undefined
  /** The stream is there: what changes from now on is told. */
  onOpen?: (() => void) | undefined
  onEvent: (event: RemoteEvent) => void
}

/** Something is new, other or gone: look again. No ids: too many to name. */
export type RemoteEvent = {
  id: string | null
  about: 'messages' | 'mailboxes'
  change: 'new' | 'changed' | 'gone'
  mailboxIds: string[]
  messageIds: string[]
}

/** For one mail with all that belongs to it, and so for each exchange of it. */
export const mailTimeoutMs = 180_000

/** What every provider is made of. `baseUrl` without a slash at its end; `key` null for an account without one. */
export type ProviderDeps = {
  baseUrl: string
  key: string | null
  request: ProviderRequest
  now: () => number
}

/** One HTTP exchange, bounded and guarded: see `provider-request.ts`. Rejects with a ProviderError. */
export type ProviderRequest = (request: ProviderCall) => Promise<ProviderAnswer>

export type ProviderCall = {
  url: string
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  headers: Record<string, string>
  body?: string | undefined
  signal: AbortSignal
  /** How much may come, and how long it may take: `mail` for sources and attachments. */
  size: 'answer' | 'mail'
  /** Is handed a stream of events as it comes, without a bound, instead of its being collected. */
  onChunk?: ((chunk: Uint8Array) => void) | undefined
}

export type ProviderAnswer = { status: number; headers: Record<string, string>; body: Buffer }
