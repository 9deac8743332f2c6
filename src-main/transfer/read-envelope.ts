import { addressesIn } from './header-addresses.ts'
import { importLimits as limits } from './limits.ts'

/** What the header says of a mail's way. `date` is unix milliseconds. */
export type HeaderEnvelope = { sender: string; recipients: string[]; date: number | null }

/** As much of a header as is looked at; real ones have a few kilobytes. */
const headBytes = 256 * 1024

/**
 * Whom a mail was for, as far as its header tells: where it was delivered (the topmost, which was written last), else whom
 * it names in To, Cc and Bcc.
 */
export function readEnvelope(raw: Buffer): HeaderEnvelope {
  const fields = readFields(raw)
  const all = (...names: string[]) =>
    fields.filter(({ name }) => names.includes(name)).flatMap(({ value }) => addressesIn(value))
  const first = (name: string) => all(name).slice(0, 1)
  const places = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to']
  const delivered = places.map(first).find(found => found.length > 0)
  const named = delivered ?? all('to', 'cc', 'bcc')
  return {
    sender: first('return-path')[0] ?? first('from')[0] ?? '',
    recipients: unique(named).slice(0, limits.recipients),
    date: readDate(fields.find(({ name }) => name === 'date')?.value),
  }
}

function readFields(raw: Buffer): { name: string; value: string }[] {
  const text = raw.toString('utf8', 0, Math.min(raw.length, headBytes)).replaceAll('\r\n', '\n')
  const end = text.startsWith('\n') ? 0 : text.indexOf('\n\n')
  const head = end < 0 ? text : text.slice(0, end)
  return head
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')
    .map(line => {
      const colon = line.indexOf(':')
      return {
        name: line.slice(0, Math.max(0, colon)).trim().toLowerCase(),
        value: line.slice(colon + 1).trim(),
      }
    })
}

function unique(addresses: string[]): string[] {
  return [...new Map(addresses.map(one => [one.toLowerCase(), one])).values()]
}

/** A date and its comment have fifty; looking for the comment takes the square of the length. */
const dateChars = 200

function readDate(value = ''): number | null {
  const time = Date.parse(value.slice(0, dateChars).replace(/\s*\([^)]*\)\s*$/, ''))
  return Number.isNaN(time) ? null : time
}
