import type { RefusalReason } from '#shared/api/sessions.ts'

/** What can be told of a session at any time. */
export type SessionFacts = { remoteAddress: string; helo: string; tls: boolean; user: string | null }

/** Hears what is said in one session; secrets and the content of mails are left out before. */
export type SessionNotes = {
  client(text: string): void
  /** With a reason the answer is a refusal. */
  server(text: string, reason?: RefusalReason): void
  /** A mail was stored. */
  accepted(): void
  ended(): void
}

/** Called with every connection. */
export type OpenNotes = (id: string, facts: () => SessionFacts) => SessionNotes

/** Hears what the SMTP server did, to be counted. Called on the way of every mail: it must be quick. */
export type SmtpCounts = {
  onSession(change: 'open' | 'close'): void
  onAccepted(bytes: number): void
  onRefused(reason: RefusalReason): void
}

/** For whoever has nobody to count for. */
export const uncounted: SmtpCounts = { onSession: () => {}, onAccepted: () => {}, onRefused: () => {} }
