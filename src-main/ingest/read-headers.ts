import type { AddressObject, EmailAddress, Headers } from 'mailparser'
import { isTimestamp, type Address } from '#shared/api/fields.ts'
import type { HeaderField } from '#shared/api/message-shapes.ts'
import { limits } from './limits.ts'
import { decodeEncodedWords } from './mime/encoded-words.ts'
import type { HeaderLine } from './mime-mail.ts'

/** Every header field in the order of the mail: unfolded, encoded words decoded (RFC 2047). */
export function readHeaderFields(lines: readonly HeaderLine[]): HeaderField[] {
  // The parser makes a line of a header that is empty.
  const written = lines.filter(({ line }) => /\S/.test(line))
  return written.slice(0, limits.headerFields).map(({ line }) => {
    const colon = line.indexOf(':')
    const name = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1)
    return { name: name.trim(), value: decodeValue(value) }
  })
}

/** The addresses of a header; members of a group (RFC 5322, 3.4) are listed one by one. */
export function readAddresses(headers: Headers, name: string): Address[] {
  const value = headers.get(name) as AddressObject | AddressObject[] | undefined
  const lists = value === undefined ? [] : Array.isArray(value) ? value : [value]
  return lists.flatMap(list => flatten(list.value)).slice(0, limits.addresses)
}

/** A date and its comment have fifty; looking for the comment takes the square of the length. */
const dateChars = 200

/** The Date header as unix milliseconds; null when it is missing or no date, or of a year that nobody can write. */
export function readDate(fields: HeaderField[]): number | null {
  const value = fieldValue(fields, 'date') ?? ''
  const time = Date.parse(value.slice(0, dateChars).replace(/\s*\([^)]*\)\s*$/, ''))
  return isTimestamp(time) ? time : null
}

const onceFields = new Set('from to cc subject date message-id reply-to content-type mime-version'.split(' '))

/** Header names that must not occur twice (RFC 5322, 3.6) but do. */
export function duplicatedFields(fields: HeaderField[]): string[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { name } of fields) {
    const key = name.toLowerCase()
    if (!onceFields.has(key)) continue
    if (seen.has(key)) twice.add(name)
    seen.add(key)
  }
  return [...twice]
}

/** The first field of that name. */
export function fieldValue(fields: HeaderField[], name: string): string | null {
  const isNamed = (field: HeaderField) =>
    field.name.length === name.length && field.name.toLowerCase() === name
  return fields.find(isNamed)?.value ?? null
}

/** `<a@b> <c@d>` as `a@b`, `c@d`. */
export function readMessageIds(value: string | null): string[] {
  if (!value) return []
  return value
    .split(/\s+/)
    .map(id => id.replace(/^<|>$/g, ''))
    .filter(id => id !== '')
    .slice(0, limits.addresses)
}

function flatten(addresses: EmailAddress[]): Address[] {
  return addresses.flatMap(({ name, address, group }) =>
    group ? flatten(group) : [{ name: name ?? '', address: address ?? '' }],
  )
}

function decodeValue(raw: string): string {
  const value = raw.slice(0, limits.headerValueChars)
  const unfolded = value.includes('\n') ? value.replace(/\r?\n[ \t]*/g, ' ') : value
  return decodeEncodedWords(decodeBytes(unfolded.trim()))
}

/** Raw header bytes arrive one character per byte: they are UTF-8 (RFC 6532), or else somebody's Latin-1. */
function decodeBytes(text: string): string {
  if (!/[\x80-\xff]/.test(text)) return text
  const utf8 = Buffer.from(text, 'binary').toString()
  return utf8.includes('\uFFFD') ? text : utf8
}
