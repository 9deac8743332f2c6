import { z } from 'zod'

/** Shapes that take what services may really send: what is missing or of another kind is null, never an error. */

/** The longest that were seen have 36. They are kept for good. */
const maxIdChars = 500

/** An id has to be there: without it nothing can be asked about. */
export const id = z.union([z.string().min(1).max(maxIdChars), z.number()]).transform(String)

export const text = z.string().nullish().catch(null).transform(orNull)

export const count = z
  .union([
    z.int().min(0),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ])
  .nullish()
  .catch(null)
  .transform(orNull)

export const flag = z.boolean().nullish().catch(null).transform(orNull)

/** A point in time as ISO 8601, unix milliseconds or unix seconds. */
export const time = z
  .union([z.string().transform(fromText), z.number().transform(fromNumber)])
  .nullish()
  .catch(null)
  .transform(orNull)

/** A list of what is at least objects; missing is empty. */
export const list = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .catch(null)
    .transform(items => items ?? [])

/**
 * A list that may be bare, or under one of these names. Anything else is no list, not an empty one: to take it for
 * empty would mean that all is gone.
 */
export const listUnder = <Item extends z.ZodType>(item: Item, ...names: string[]) =>
  z.preprocess(body => {
    if (Array.isArray(body) || typeof body !== 'object' || body === null) return body
    const name = names.find(one => one in body)
    return name === undefined ? body : (body as Record<string, unknown>)[name]
  }, z.array(item))

/** One thing that may be bare, or under one of these names. */
export const thingUnder = <Thing extends z.ZodType>(thing: Thing, ...names: string[]) =>
  z.preprocess(body => {
    if (typeof body !== 'object' || body === null) return body
    const fields = body as Record<string, unknown>
    const name = names.find(one => typeof fields[one] === 'object' && fields[one] !== null)
    return name === undefined ? body : fields[name]
  }, thing)

function orNull<Value>(value: Value | null | undefined): Value | null {
  return value ?? null
}

function fromText(value: string): number | null {
  if (/^\d+$/.test(value)) return fromNumber(Number(value))
  return possible(Date.parse(value))
}

/** Seconds stay below this until the year 5138, milliseconds passed it in 1973. */
const smallestMilliseconds = 1e11

function fromNumber(value: number): number | null {
  return possible(Math.floor(value < smallestMilliseconds ? value * 1000 : value))
}

/** The end of the year 9999: later ones cannot be written with four digits, and nothing was sent before 1970. */
const lastTime = 253_402_300_799_999
const possible = (at: number): number | null => (at > 0 && at <= lastTime ? at : null)
