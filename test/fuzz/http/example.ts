import { times } from '../damage.ts'
import { strangeJson, strangeTexts } from '../strange-values.ts'
import type { Random } from '../target.ts'

/** As much of JSON Schema as the OpenAPI document of Mayfly uses. */
export type Schema = {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  format?: string
  minimum?: number
  maximum?: number
  minLength?: number
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
}

/** Of so many values, one is not what the schema says. */
const strangeOneIn = 6

/** A value that mostly fits: a call in which everything is wrong gets no further than its first field. */
export function makeExample(schema: Schema, known: readonly string[], random: Random): unknown {
  if (random.below(strangeOneIn) === 0) return strangeJson(random)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return random.pick(schema.enum)
  if (schema.anyOf) return makeExample(random.pick(schema.anyOf), known, random)
  const type = Array.isArray(schema.type) ? random.pick(schema.type) : schema.type
  if (type === 'object') return makeObject(schema, known, random)
  if (type === 'array') return times(random.below(4), () => makeExample(schema.items ?? {}, known, random))
  if (type === 'integer' || type === 'number') return makeNumber(schema, random)
  if (type === 'boolean') return random.chance()
  if (type === 'string') return makeText(schema, known, random)
  return strangeJson(random)
}

function makeObject(
  { properties = {}, required = [] }: Schema,
  known: readonly string[],
  random: Random,
): object {
  const wanted = Object.entries(properties).filter(
    ([name]) => required.includes(name) || random.below(3) === 0,
  )
  const fields = wanted.map(([name, schema]) => [name, makeExample(schema, known, random)])
  if (random.below(12) === 0) fields.push([random.pick(strangeTexts).slice(0, 50), strangeJson(random)])
  return Object.fromEntries(fields) as object
}

function makeNumber({ minimum = 0, maximum = 100 }: Schema, random: Random): number {
  return random.pick([minimum, maximum, minimum - 1, maximum + 1, Math.floor((minimum + maximum) / 2), 1, 0])
}

function makeText({ format, minLength = 0 }: Schema, known: readonly string[], random: Random): string {
  if (format === 'date-time')
    return random.pick([
      '2026-11-21T05:00:00Z',
      '9999-12-31T23:59:59-23:59',
      '0000-01-01T00:00:00+23:59',
      '2026-02-30T00:00:00Z',
    ])
  if (format === 'byte' || format === 'base64') return random.pick(['aGk=', '=', 'aGk', '!!!!'])
  const text = random.pick([...known, ...strangeTexts, 'x', 'name', 'https://app.test/', '*'])
  return text.padEnd(minLength, 'x')
}
