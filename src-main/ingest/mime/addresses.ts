import type { Address } from '#shared/api/fields.ts'
import { limits } from '../limits.ts'
import { decodeEncodedWords } from './encoded-words.ts'
import { fieldText, type HeadField } from './head.ts'

/** The addresses of all fields of that name; nothing when one is not written in the plainest way. */
export function readPlainAddresses(fields: HeadField[]): Address[] | undefined {
  const addresses: Address[] = []
  for (const field of fields) {
    const value = fieldText(field)
    if (unusual.test(value)) return undefined
    const items = splitList(Buffer.from(value, 'latin1').toString())?.map(readItem)
    if (!items || items.includes(undefined)) return undefined
    addresses.push(...(items as Address[]))
  }
  return addresses.slice(0, limits.addresses)
}

/** Control characters, and names of domains that are shown in their own script. */
const unusual = /[\0-\x08\x0a-\x1f]|@xn--/

/** Up to a comma that is not in quotes. */
const listItem = /([^",]*(?:"[^"\\]*"[^",]*)?)(?:,|$)/y

function splitList(value: string): string[] | undefined {
  const items: string[] = []
  for (listItem.lastIndex = 0; listItem.lastIndex < value.length;) {
    const item = listItem.exec(value)?.[1]
    if (item === undefined) return undefined
    items.push(item.trim())
  }
  return items
}

const word = '[^\\s"(),:;<>@[\\]\\\\]+'
const phrase = '[^"(),:;<>@[\\]\\\\]*'
/** `dana@example.com`, and the old `dana@example.com (Dana)`. */
const bare = new RegExp(`^(${word}@${word})(?:\\s*\\((${phrase})\\))?$`)
/** `Dana <dana@example.com>`, `"Dana, M." <dana@example.com>`. */
const named = new RegExp(`^(?:"([^"\\\\]*)"\\s*|(${phrase}))<(${word}@${word})>$`)

function readItem(item: string): Address | undefined {
  const [, alone, comment] = bare.exec(item) ?? []
  const [, quoted, plain, bracketed] = alone === undefined ? (named.exec(item) ?? []) : []
  const address = alone ?? bracketed
  if (address === undefined || address.includes('=?')) return undefined
  const name = (comment ?? quoted ?? plain ?? '').trim()
  return { name: name === address ? '' : decodeEncodedWords(name), address }
}
