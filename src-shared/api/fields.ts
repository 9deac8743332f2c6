import { z } from 'zod'

/** A whole number, also as the text that a query string carries. */
export function wholeNumber(min: number, max: number) {
  return z.preprocess(
    value => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value),
    z.int(`must be a whole number from ${min} to ${max}`).min(min).max(max),
  ) as z.ZodPipe<z.ZodTransform<number, number | string>, z.ZodInt>
}

const flagWords: Record<string, boolean> = { '1': true, true: true, '0': false, false: false }

/** A yes or no, also as `1`, `0`, `true`, `false` in a query string. */
export function flag() {
  return z.preprocess(
    value => (typeof value === 'string' ? (flagWords[value] ?? value) : value),
    z.boolean('must be 1, 0, true or false'),
  ) as z.ZodPipe<z.ZodTransform<boolean, boolean | string>, z.ZodBoolean>
}

/** UTC with milliseconds: `2026-11-21T05:00:00.000Z`. */
export const Timestamp = z.iso.datetime({ precision: 3 })

/** Unix milliseconds as the API writes them. */
export const toTimestamp = (ms: number): string => new Date(ms).toISOString()

/** The years 0 to 9999 in UTC: a Timestamp has four digits for them (RFC 3339). A mail may name any other. */
const [firstMs, lastMs] = [Date.parse('0000-01-01T00:00:00.000Z'), Date.parse('9999-12-31T23:59:59.999Z')]

/** Whether a time, in unix milliseconds, can be written as a Timestamp. */
export const isTimestamp = (ms: number): boolean => ms >= firstMs && ms <= lastMs

/** A point in time as a caller may write it: any ISO 8601 date and time with a zone. */
export const TimestampInput = z.iso
  .datetime({
    offset: true,
    error: 'must be an ISO 8601 time with a zone, for example 2026-11-21T05:00:00Z',
  })
  // What is no time at all has been told above.
  .refine(
    text => Number.isNaN(Date.parse(text)) || isTimestamp(Date.parse(text)),
    'must be in the years 0 to 9999 (UTC)',
  )

/** One mailbox of a header: `name` is empty when there is none. */
export const Address = z.object({ name: z.string(), address: z.string() })
export type Address = z.infer<typeof Address>

/** Names of letters, digits and dashes, of any script, with dots between them. */
export const domainPattern =
  /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?)*$/u
