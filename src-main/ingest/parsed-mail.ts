import type { Address } from '#shared/api/fields.ts'
import type { FoundCode, FoundLink, HeaderField } from '#shared/api/message-shapes.ts'

/** The part of a message's detail that is kept compressed beside it. */
export type ParsedDetail = {
  replyTo: Address[]
  bcc: Address[]
  /** Unix milliseconds of the Date header. */
  dateMs: number | null
  messageId: string | null
  inReplyTo: string | null
  references: string[]
  headers: HeaderField[]
  text: string
  html: string | null
  codes: FoundCode[]
  links: FoundLink[]
  remoteContentCount: number
  warnings: string[]
}

export type ParsedAttachment = {
  filename: string | null
  contentType: string
  cid: string | null
  inline: boolean
  /** Decoded anew each time it is asked for, so that of many large ones only one need be in memory. */
  readonly content: Buffer
}

/** A mail taken apart, ready to be stored. */
export type ParsedMail = {
  subject: string
  from: Address
  to: Address[]
  cc: Address[]
  snippet: string
  detail: ParsedDetail
  attachments: ParsedAttachment[]
}
