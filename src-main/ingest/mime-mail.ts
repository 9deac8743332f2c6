import type { Address } from '#shared/api/fields.ts'
import type { ParsedAttachment } from './parsed-mail.ts'

export const addressFields = ['from', 'to', 'cc', 'bcc', 'reply-to'] as const
export type AddressLists = Record<(typeof addressFields)[number], Address[]>

/** A header field as it was written: folded, one character per byte. */
export type HeaderLine = { key: string; line: string }

/** A mail taken apart (RFC 2045). */
export type MimeMail = {
  headerLines: readonly HeaderLine[]
  addresses: AddressLists
  text: string
  html: string | null
  attachments: ParsedAttachment[]
  /** Why the mail could not be read to its end; what was read until then is here all the same. */
  problem: string | null
}
