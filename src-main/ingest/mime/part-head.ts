import libmime from 'libmime'
import { decodeEncodedWords } from './encoded-words.ts'
import { fieldText, type HeadField } from './head.ts'

/** What the header of one part says about its content (RFC 2045, RFC 2183). */
export type PartHead = {
  contentType: string
  /** Only of a multipart. */
  boundary: string | undefined
  encoding: string
  charset: string | undefined
  flowed: { delSp: boolean } | undefined
  disposition: string | undefined
  filename: string | undefined
  cid: string | undefined
}

/** Nothing when a field is not plain, or two readers could differ about what it means. */
export function readPartHead(fields: HeadField[]): PartHead | undefined {
  const values = structuralValues(fields)
  if (values === undefined) return undefined
  const type = readValue(values['content-type'] ?? 'text/plain')
  const placing = readValue(values['content-disposition'])
  const contentType = (type.value || '').toLowerCase().trim()
  const disposition = (placing.value || '').toLowerCase().trim()
  const encoding = (values['content-transfer-encoding'] ?? '').toLowerCase()
  const { boundary, format, delsp } = type.params
  const isMultipart = contentType.startsWith('multipart/')
  if (contentType === '' || contentType === 'multipart/' || isMultipart !== !!boundary) return undefined
  if (boundary && !plainAscii.test(boundary)) return undefined
  // Comments in an encoding, and encoded words where no words are.
  if (encoding.includes('(') || disposition.includes('=?')) return undefined
  // The type then follows from the name.
  if (values['content-type'] === undefined && disposition !== '') return undefined
  return {
    contentType,
    boundary: boundary || undefined,
    encoding,
    charset: type.params.charset || undefined,
    flowed: isWord(format, 'flowed') ? { delSp: isWord(delsp, 'yes') } : undefined,
    disposition: disposition || undefined,
    filename: decodeEncodedWords(placing.params.filename || type.params.name || '') || undefined,
    cid: values['content-id'],
  }
}

/** A value and its parameters. */
function readValue(written = ''): ReturnType<typeof libmime.parseHeaderValue> {
  return /^[\w/.+-]*$/.test(written) ? { value: written, params: {} } : libmime.parseHeaderValue(written)
}

const structural = new Set(['content-type', 'content-disposition', 'content-transfer-encoding', 'content-id'])
const isStructural = ({ key }: HeadField) => key.startsWith('content-') && structural.has(key)

function structuralValues(fields: HeadField[]): Record<string, string | undefined> | undefined {
  const values: Record<string, string | undefined> = {}
  for (const field of fields) {
    if (!isStructural(field)) continue
    const value = fieldText(field)
    if (value === '' || !plainAscii.test(value) || values[field.key] !== undefined) return undefined
    values[field.key] = value
  }
  return values
}

const plainAscii = /^[\t\x20-\x7e]*$/

function isWord(value: string | undefined, word: string): boolean {
  return value !== undefined && value.toLowerCase().trim() === word
}
