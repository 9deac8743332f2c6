import type { LookupAddress, LookupOptions } from 'node:dns'
import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { refusalOf, type AddressPolicy } from './address-rules.ts'

/** `dns.lookup`, as far as it is used here: when it fails it calls back with the error alone. */
export type Lookup = (
  hostname: string,
  options: LookupOptions & { all: true },
  done: (error: Error | null, addresses?: LookupAddress[]) => void,
) => void

export type OutboundRequest = {
  url: string
  method: 'GET' | 'HEAD' | 'POST'
  headers: Record<string, string>
  body?: string
  policy: AddressPolicy
  /** For all of it: name, connection, answer. */
  timeoutMs: number
  /** What is read of the answer's body; the rest is left unread. */
  maxAnswerBytes: number
  /** Ends the request early; it then rejects. */
  signal: AbortSignal
}

/** `body` is as much as came in time and fits the bound. */
export type OutboundAnswer = { status: number; headers: IncomingHttpHeaders; body: Buffer }

export type GuardedRequest = (request: OutboundRequest) => Promise<OutboundAnswer>

/**
 * Makes one HTTP request to an address that the policy allows. A name is looked up once, and the connection goes to
 * what was found and checked, so that DNS cannot answer differently in between. Redirects are answers like others.
 * Rejects with an Error whose message says, in words for people, why there is no answer.
 */
export function createGuardedRequest({ lookup }: { lookup: Lookup }): GuardedRequest {
  return async request => {
    const refusal = refusalOfUrl(request.url, request.policy)
    if (refusal !== undefined) throw new Error(refusal)
    const timeout = AbortSignal.timeout(request.timeoutMs)
    const signal = AbortSignal.any([request.signal, timeout])
    try {
      const answer = await open(request, signal, guardLookup(lookup, request.policy))
      const body = await readSome(answer, request)
      return { status: answer.statusCode!, headers: answer.headers, body }
    } catch (error) {
      if (request.signal.aborted) throw request.signal.reason
      throw new Error(timeout.aborted ? `No answer within ${request.timeoutMs / 1000} s.` : textOf(error), {
        cause: error,
      })
    }
  }
}

/** Why a URL that names its host by an address may not be called; undefined for names, which DNS decides about. */
export function refusalOfUrl(url: string, policy: AddressPolicy): string | undefined {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  return isIP(host) === 0 ? undefined : refusalOf(host, policy)
}

function open(
  { url, method, headers, body }: OutboundRequest,
  signal: AbortSignal,
  lookup: LookupFunction,
): Promise<IncomingMessage> {
  const send = new URL(url).protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    // Without an agent every request has a connection of its own: none that was checked under another policy.
    const outgoing = send(url, { method, headers, signal, lookup, agent: false })
    outgoing.once('response', resolve).once('error', reject)
    outgoing.end(body)
  })
}

/** Leaving the loop early closes the connection. A body that is cut short is no failure: the status has come. */
async function readSome(
  answer: IncomingMessage,
  { maxAnswerBytes, signal }: OutboundRequest,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= maxAnswerBytes) break
    }
  } catch (error) {
    if (signal.aborted) throw error
  }
  return Buffer.concat(chunks).subarray(0, maxAnswerBytes)
}

/** A lookup that finds only what the policy allows, and fails when nothing of it is left. */
function guardLookup(lookup: Lookup, policy: AddressPolicy): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found = []) => {
      if (error) return done(error, [])
      const allowed = found.filter(({ address }) => refusalOf(address, policy) === undefined)
      const [first] = allowed
      if (!first) return done(new Error(explain(hostname, found, policy)), [])
      if (options.all) done(null, allowed)
      else done(null, first.address, first.family)
    })
  }
}

function explain(hostname: string, [first]: LookupAddress[], policy: AddressPolicy): string {
  return first === undefined
    ? `${hostname} has no address.`
    : `${hostname} cannot be called: ${refusalOf(first.address, policy)}`
}

/** When several addresses of a name fail, Node gives an error without a text that holds one for each. */
function textOf(error: unknown): string {
  if (error instanceof AggregateError) return textOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}
