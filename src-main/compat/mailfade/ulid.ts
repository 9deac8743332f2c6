import { randomBytes } from 'node:crypto'

/** Crockford's: no I, L, O and U. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 26

/**
 * A uuid as a ULID. Both are 128 bits, and a uuid of version 7 begins with the same 48 bits of time: the order stays.
 */
export function toUlid(uuid: string): string {
  let rest = BigInt(`0x${uuid.replaceAll('-', '')}`)
  let text = ''
  for (let n = 0; n < length; n++) {
    text = digits[Number(rest & 31n)]! + text
    rest >>= 5n
  }
  return text
}

/** The uuid again; undefined for what is no ULID. Small letters are as good as capitals. */
export function fromUlid(text: string): string | undefined {
  const ulid = text.toUpperCase()
  // 26 digits have two bits more than a uuid.
  if (!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(ulid)) return undefined
  const bits = [...ulid].reduce((sum, digit) => (sum << 5n) | BigInt(digits.indexOf(digit)), 0n)
  return bits
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** A new one: the time, and 80 random bits that nobody guesses. */
export function newUlid(now: number): string {
  return toUlid(now.toString(16).padStart(12, '0') + randomBytes(10).toString('hex'))
}
