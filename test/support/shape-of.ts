/** What texts look like, in the abbreviations of documents too: `a1b2c3d4-...`. The first that fits counts. */
const texts: [name: string, pattern: RegExp][] = [
  ['uuid', /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$|^[0-9a-f]{8}-\.\.\.$/],
  ['ulid', /^01[0-9A-HJKMNP-TV-Z]{24}$|^01[0-9A-HJKMNP-TV-Z]{3,}\.\.\.$/],
  ['ISO time with milliseconds', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
  ['ISO time with seconds', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
  ['address', /^[^\s@<>]+@[^\s@<>]+$|^\[email protected\]$/],
]
/** From 2001 on, until 2286. */
const [firstSecond, lastSecond] = [1e9, 1e10]

/**
 * What a value is made of: its fields, their types, what its texts look like and of which order its times are. A list is
 * as its first entry. Two values of one shape are alike to a client, so an answer is held against the document's example:
 * `expect(shapeOf(answer)).toEqual(shapeOf(example))`.
 */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shapeOf(one)]))
  if (typeof value === 'string') return texts.find(([, pattern]) => pattern.test(value))?.[0] ?? 'text'
  if (typeof value === 'number') return shapeOfNumber(value)
  return value === null ? 'null' : typeof value
}

function shapeOfNumber(value: number): string {
  if (!Number.isInteger(value)) return 'number'
  if (value >= firstSecond && value < lastSecond) return 'unix seconds'
  return value >= firstSecond * 1000 && value < lastSecond * 1000 ? 'unix milliseconds' : 'whole number'
}
