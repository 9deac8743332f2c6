import type { Quota } from './provider.ts'

/** What went wrong with a remote account, as far as one has to do something else about it. */
export type ProviderFailure =
  /** No connection: name, network, nobody listening, cut off. */
  | 'unreachable'
  /** The certificate is not to be trusted, or there is no TLS. */
  | 'tls'
  | 'timeout'
  /** The address may not be called, or the answer leads to one that may not be. */
  | 'refusedAddress'
  /** What answers is not this service's API. */
  | 'wrongUrl'
  /** Unknown, ended, or none where one is needed. */
  | 'wrongKey'
  /** The key is good and may not do this. */
  | 'forbidden'
  | 'notFound'
  /** Taken already. */
  | 'conflict'
  /** The service does not accept what was asked; its text says why. */
  | 'invalid'
  /** Too many calls in a short time. */
  | 'rateLimited'
  /** No calls, mailboxes or searches left in the current period. */
  | 'quotaExhausted'
  | 'serverFault'
  /** An answer that nothing can be made of; `excerpt` has its beginning. */
  | 'unexpectedAnswer'
  | 'tooLarge'
  /** This service cannot do it: see its capabilities. */
  | 'unsupported'

export type FailureDetails = {
  /** When to try again, as far as the service said so. */
  retryAfterMs?: number | undefined
  status?: number | undefined
  /** The beginning of the answer, without keys. */
  excerpt?: string | undefined
  quota?: Quota | undefined
  /** HTTP calls made until it failed. */
  calls?: number | undefined
  cause?: unknown
}

/** The one failure that providers have; an abort rejects with the reason of its signal instead. Without keys, to be shown. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly kind: ProviderFailure
  readonly retryAfterMs: number | null
  readonly status: number | null
  readonly excerpt: string | null
  readonly quota: Quota | null
  readonly calls: number

  constructor(kind: ProviderFailure, message: string, details: FailureDetails = {}) {
    super(message, { cause: details.cause })
    this.kind = kind
    this.retryAfterMs = details.retryAfterMs ?? null
    this.status = details.status ?? null
    this.excerpt = details.excerpt ?? null
    this.quota = details.quota ?? null
    this.calls = details.calls ?? 0
  }

  /** The same, after so many calls, and with what the last of them told. */
  after({ calls, quota }: { calls: number; quota: Quota | null }): ProviderError {
    return new ProviderError(this.kind, this.message, { ...this.details(), calls, quota: quota ?? undefined })
  }

  /** The same, meaning something else. */
  as(kind: ProviderFailure): ProviderError {
    return new ProviderError(kind, this.message, this.details())
  }

  private details(): FailureDetails {
    return {
      retryAfterMs: this.retryAfterMs ?? undefined,
      status: this.status ?? undefined,
      excerpt: this.excerpt ?? undefined,
      quota: this.quota ?? undefined,
      calls: this.calls,
      cause: this.cause,
    }
  }
}
