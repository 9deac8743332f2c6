import { z } from 'zod'
import { HeaderField } from './message-shapes.ts'
import { operation } from './operation.ts'

/**
 * What is wrong with a part: a multipart that names no boundary (`no_boundary`), none of whose parts is there
 * (`boundary_missing`) or whose end is missing (`not_closed`); more levels or parts than are taken apart (`too_deep`,
 * `too_many`); a transfer encoding that does not exist or a content that does not keep to it; a character set that
 * nobody knows; a field that says twice what the part is (`repeated_field`).
 */
export const PartProblem = z.enum([
  'no_boundary',
  'boundary_missing',
  'not_closed',
  'too_deep',
  'too_many',
  'unknown_encoding',
  'broken_encoding',
  'unknown_charset',
  'repeated_field',
])
export type PartProblem = z.infer<typeof PartProblem>

/** One part of a mail as its source has it (RFC 2045). Parts are listed in their order, with their depth. */
export const MimePart = z.object({
  /** Counted as IMAP does (`1.2`); a multipart that is a whole mail is `0`, or `2.0` inside the attached mail `2`. */
  path: z.string(),
  depth: z.int(),
  contentType: z.string(),
  charset: z.string().nullable(),
  encoding: z.string().nullable(),
  disposition: z.string().nullable(),
  filename: z.string().nullable(),
  contentId: z.string().nullable(),
  /** Without the transfer encoding. Of a multipart: with all that is in it, as written. */
  sizeBytes: z.int(),
  headers: z.array(HeaderField),
  problems: z.array(PartProblem),
})
export type MimePart = z.infer<typeof MimePart>

export const partOperations = {
  getMessageParts: operation({
    method: 'GET',
    path: '/messages/:id/parts',
    summary: 'The MIME parts as the source has them, in order, with what is wrong with each.',
    access: 'key',
    params: z.strictObject({ id: z.string().min(1).max(100) }),
    output: z.object({ parts: z.array(MimePart) }),
  }),
}
