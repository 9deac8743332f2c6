import type { Belongings } from './belongings.ts'
import { makeExample, type Schema } from './example.ts'
import { times } from '../damage.ts'
import { deepJson, strangeJson, strangeTexts } from '../strange-values.ts'
import type { Random } from '../target.ts'

/** A route, and what the document says of what it takes; of an emulated service's only the names of fields are known. */
export type FuzzedRoute = {
  method: string
  /** With its parameters as `:name`. */
  path: string
  query: { name: string; schema: Schema }[]
  body: Schema | undefined
}

export type HttpCall = {
  method: string
  url: string
  headers: Record<string, string>
  payload: string | Buffer | undefined
  remoteAddress: string
}

type Deps = {
  random: Random
  things: readonly Belongings[]
  /** By which the owner is known, wherever the call comes from. */
  ownerHeaders: Record<string, string>
}

/** Waits of nothing, so that no call takes longer than its work. */
const waits = /\/wait$/

/** A call of a route in which some things are right, and some are not. */
export function makeCall(route: FuzzedRoute, { random, things, ownerHeaders }: Deps): HttpCall {
  const known = things.flatMap(({ ids }) => ids)
  const method =
    random.below(20) === 0
      ? random.pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])
      : route.method
  const path = route.path.replace(/:\w+|\*/g, () => pathValue(known, random))
  const { payload, type } = makeBody(route, known, random)
  return {
    method,
    url: `${path}${makeQuery(route, known, random)}`,
    headers: {
      host: 'localhost',
      ...callerHeaders(things, ownerHeaders, random),
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    payload,
    remoteAddress: random.below(4) === 0 ? '192.0.2.1' : '127.0.0.1',
  }
}

function pathValue(known: readonly string[], random: Random): string {
  if (random.below(3) > 0) return encodeURIComponent(random.pick(known))
  const text = random.pick(strangeTexts)
  return random.chance()
    ? encodeURIComponent(text.toWellFormed())
    : text.replace(/[^!-~]/g, '').replace(/[?#]/g, '')
}

function makeQuery({ path, query }: FuzzedRoute, known: readonly string[], random: Random): string {
  const asked = query
    .filter(() => random.below(3) === 0)
    .filter(({ name }) => !(waits.test(path) && name === 'timeout'))
  const pairs = asked.map(({ name, schema }) => [name, asText(makeExample(schema, known, random))])
  if (waits.test(path)) pairs.push(['timeout', '0'])
  if (random.below(10) === 0) pairs.push([random.pick(strangeTexts), random.pick(strangeTexts)])
  if (random.below(12) === 0 && pairs.length > 0) pairs.push(random.pick(pairs))
  const text = new URLSearchParams(pairs).toString()
  return text === '' ? '' : `?${random.below(20) === 0 ? `${text}&%zz=%&=&&` : text}`
}

const asText = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))

function callerHeaders(
  things: readonly Belongings[],
  owner: Record<string, string>,
  random: Random,
): Record<string, string> {
  const kind = random.below(8)
  if (kind === 0) return {}
  if (kind === 1)
    return {
      authorization: random.pick(['Bearer x', 'Basic YTpi', 'Bearer', 'x', `Bearer ${'k'.repeat(2_000)}`]),
    }
  const key = random.pick(random.pick(things).keys)
  if (kind < 6) return random.pick([{ authorization: `Bearer ${key}` }, { 'x-api-key': key }])
  return owner
}

type Body = { payload: string | Buffer | undefined; type: string | undefined }

const types = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'message/rfc822',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'x',
  'application/xml',
]

function makeBody({ method, body }: FuzzedRoute, known: readonly string[], random: Random): Body {
  if (method === 'GET' && random.below(10) > 0) return { payload: undefined, type: undefined }
  const kind = random.below(14)
  if (kind === 0) return { payload: random.pick(strangeTexts), type: random.pick(types) }
  if (kind === 1)
    return { payload: deepJson(random.pick([10, 40, 100, 5_000, 100_000])), type: 'application/json' }
  if (kind === 2) return { payload: JSON.stringify(strangeJson(random)), type: 'application/json' }
  if (kind === 3)
    return { payload: `{"x":"${'x'.repeat(random.pick([5_000, 2_000_000]))}"}`, type: 'application/json' }
  if (kind === 4)
    return {
      payload: form(known, random),
      type: random.pick(['multipart/form-data; boundary=x', 'application/x-www-form-urlencoded']),
    }
  if (kind === 5) return { payload: Buffer.from([0xff, 0xfe, 0x00, 0x7b]), type: random.pick(types) }
  if (kind === 6) return { payload: undefined, type: random.pick(types) }
  return { payload: JSON.stringify(body ? makeExample(body, known, random) : {}), type: 'application/json' }
}

const form = (known: readonly string[], random: Random): string =>
  random.chance()
    ? new URLSearchParams(
        times(4, () => [
          random.pick(['grant_type', 'client_id', 'code', 'scope', 'state']),
          random.pick(known),
        ]),
      ).toString()
    : `--x\r\nContent-Disposition: form-data; name="${random.pick(['mail', 'attachments', 'subject'])}"; filename="a"\r\n\r\n${random.pick(strangeTexts)}\r\n--x${random.pick(['--', ''])}\r\n`
