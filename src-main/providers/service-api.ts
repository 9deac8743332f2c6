import { z } from 'zod'
import { failureOf, isPage, parseJson, type FailureRule } from './failure-of.ts'
import { ProviderError } from './provider-error.ts'
import type { Answer, ProviderAnswer, ProviderCall, ProviderDeps, Quota } from './provider.ts'
import { quotaOfHeaders } from './read-quota.ts'
import { excerptOf } from './redact.ts'

/** How a service is spoken to. */
export type Manner = {
  /** The headers that carry the key. */
  keyHeaders: (key: string) => Record<string, string>
  /** What its failures mean, where their status does not say enough. */
  rule?: FailureRule
  /** What follows from what the headers tell of the limit. */
  completeQuota?: (quota: Quota) => Quota
  /** What an answer's body tells of the limit, where headers do not. */
  quotaOfBody?: (body: unknown) => Quota | null
}

export type Sent = {
  query?: Record<string, string | number | undefined>
  body?: unknown
  size?: ProviderCall['size']
}

/** The calls of one piece of work. */
export type Calls = {
  /** An answer as this shape. */
  read<Shape extends z.ZodType>(
    shape: Shape,
    method: Method,
    path: string,
    sent?: Sent,
  ): Promise<z.infer<Shape>>
  /** A call whose answer has nothing to read. */
  send(method: Method, path: string, sent?: Sent): Promise<void>
  bytes(path: string, sent?: Sent): Promise<ProviderAnswer>
  stream(path: string, headers: Record<string, string>, onChunk: (chunk: Uint8Array) => void): Promise<void>
}
type Method = ProviderCall['method']

/** Speaks to a service, counts the calls of each piece of work, and keeps what it told of its limit. */
export function createServiceApi({ baseUrl, key, request, now }: ProviderDeps, manner: Manner) {
  const base = baseUrl.replace(/\/+$/, '')
  const keyHeaders = key === null ? {} : manner.keyHeaders(key)

  return {
    async run<Value>(signal: AbortSignal, work: (calls: Calls) => Promise<Value>): Answer<Value> {
      const state: { calls: number; quota: Quota | null } = { calls: 0, quota: null }
      try {
        return { value: await work(createCalls(signal, state)), ...state }
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error
        throw error.after(state)
      }
    },

    /** As `run`, for trying an account: what elsewhere is a thing that is not there is an address that is wrong. */
    async check<Value>(signal: AbortSignal, work: (calls: Calls) => Promise<Value>): Answer<Value> {
      try {
        return await this.run(signal, work)
      } catch (error) {
        if (error instanceof ProviderError && error.kind === 'notFound') throw error.as('wrongUrl')
        throw error
      }
    },
  }

  function createCalls(signal: AbortSignal, state: { calls: number; quota: Quota | null }): Calls {
    async function exchange(call: Omit<ProviderCall, 'signal'>): Promise<ProviderAnswer> {
      checkSendable(call.url, key)
      state.calls += 1
      const answer = await request({ ...call, signal })
      state.quota = quotaOf(answer) ?? state.quota
      if (answer.status >= 200 && answer.status < 300) return answer
      throw failureOf(answer, { key, now: now(), rule: manner.rule })
    }

    const call = (method: Method, path: string, { query = {}, body, size = 'answer' }: Sent = {}) =>
      exchange({
        url: `${base}${path}${queryOf(query)}`,
        method,
        headers: {
          'user-agent': 'Mayfly',
          accept: size === 'mail' ? '*/*' : 'application/json',
          ...keyHeaders,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        size,
      })

    return {
      async read(shape, method, path, sent) {
        const answer = await call(method, path, sent)
        const read = shape.safeParse(parseJson(answer.body))
        if (!read.success) throw saidNo(answer) ?? unreadable(answer)
        return read.data
      },
      async send(method, path, sent) {
        const answer = await call(method, path, sent)
        const refused = isPage(answer) ? unreadable(answer) : saidNo(answer)
        if (refused) throw refused
      },
      bytes: (path, sent) => call('GET', path, { size: 'mail', ...sent }),
      async stream(path, headers, onChunk) {
        const answer = await exchange({
          url: `${base}${path}`,
          method: 'GET',
          headers: { 'user-agent': 'Mayfly', accept: 'text/event-stream', ...keyHeaders, ...headers },
          size: 'answer',
          onChunk,
        })
        if (!(answer.headers['content-type'] ?? '').startsWith('text/event-stream')) throw unreadable(answer)
      },
    }
  }

  function quotaOf(answer: ProviderAnswer): Quota | null {
    const told = quotaOfHeaders(answer.headers, now())
    if (told) return manner.completeQuota?.(told) ?? told
    return manner.quotaOfBody?.(parseJson(answer.body)) ?? null
  }

  /** Some say in the answer, and not by its status, that they did nothing. */
  function saidNo(answer: ProviderAnswer): ProviderError | undefined {
    const isNo = NoSuccess.safeParse(parseJson(answer.body)).success
    return isNo ? failureOf({ ...answer, status: 400 }, { key, now: now() }) : undefined
  }

  function unreadable(answer: ProviderAnswer): ProviderError {
    const excerpt = excerptOf(answer.body, key)
    const details = { status: answer.status, excerpt }
    if (isPage(answer)) return new ProviderError('wrongUrl', 'A web page answers there, and no API.', details)
    return new ProviderError('unexpectedAnswer', 'The service answered with something unexpected.', details)
  }
}

export type ServiceApi = ReturnType<typeof createServiceApi>

const NoSuccess = z.object({ success: z.literal(false) })

/** What no request can be made of: it would fail further down, in words for programmers. */
function checkSendable(url: string, key: string | null): void {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new ProviderError('wrongUrl', 'The address must begin with https:// or http://.')
  if (key !== null && !/^[\x21-\x7e]+$/.test(key))
    throw new ProviderError('wrongKey', 'The key holds characters that no key has, such as a space.')
}

function queryOf(query: NonNullable<Sent['query']>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
