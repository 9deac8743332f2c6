import type { LookupAddress, LookupOptions } from 'node:dns'
import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { Agent, request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { getCACertificates } from 'node:tls'
import { refusalOf, type AddressPolicy } from './address-rules.ts'
import { startDeadline, type Deadline } from './deadline.ts'
import { OutboundError, toOutboundError } from './outbound-error.ts'
import { directRoute, proxyFor, type Route } from './route.ts'

/** `dns.lookup`, as far as it is used here: when it fails it calls back with the error alone. */
export type Lookup = (
  hostname: string,
  options: LookupOptions & { all: true },
  done: (error: Error | null, addresses?: LookupAddress[]) => void,
) => void

export type OutboundRequest = {
  url: string
  method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE'
  headers: Record<string, string>
  body?: string
  policy: AddressPolicy
  /** For all of it: name, connection, answer. */
  timeoutMs: number
  /** What is read of the answer's body; the rest is left unread. */
  maxAnswerBytes: number
  /** Rejects an answer that is cut short or too large, instead of answering with what there is of it. */
  whole?: boolean
  /** Is handed a stream of events as it comes, of any length; `timeoutMs` then is the longest silence. */
  onChunk?: ((chunk: Uint8Array) => void) | undefined
  /** Ends the request early; it then rejects. */
  signal: AbortSignal
}

/** `body` is as much as came in time and fits the bound; `address` is who answered, undefined for a proxy. */
export type OutboundAnswer = {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  address: string | undefined
}

export type GuardedRequest = (request: OutboundRequest) => Promise<OutboundAnswer>

/**
 * Makes one HTTP request to an address that the policy allows. A name is looked up once, and the connection goes to
 * what was found and checked, so that DNS cannot answer differently in between. Through a proxy it is the proxy that looks
 * names up: then only addresses that are written out are checked. Redirects are answers like others.
 * Rejects with an OutboundError whose message says, in words for people, why there is no answer.
 */
export function createGuardedRequest({
  lookup,
  route = directRoute,
}: {
  lookup: Lookup
  route?: Route
}): GuardedRequest {
  return async request => {
    const refusal = refusalOfUrl(request.url, request.policy)
    if (refusal !== undefined) throw new OutboundError('refused', refusal)
    const deadline = startDeadline(request.timeoutMs)
    const signal = AbortSignal.any([request.signal, deadline.signal])
    try {
      const answer = await open(request, signal, connectionOf(request, route, lookup))
      const address = proxyFor(request.url, route) === undefined ? answer.socket.remoteAddress : undefined
      const body = await readBody(answer, request, deadline)
      return { status: answer.statusCode!, headers: answer.headers, body, address }
    } catch (error) {
      if (request.signal.aborted) throw request.signal.reason
      if (!deadline.signal.aborted) throw toOutboundError(error)
      throw new OutboundError('timeout', `No answer within ${request.timeoutMs / 1000} s.`, { cause: error })
    } finally {
      deadline.stop()
    }
  }
}

/** Why a URL that names its host by an address may not be called; undefined for names, which DNS decides about. */
export function refusalOfUrl(url: string, policy: AddressPolicy): string | undefined {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  return isIP(host) === 0 ? undefined : refusalOf(host, policy)
}

type Connection = { agent: false | Agent; lookup?: LookupFunction; ca?: string[] }

function connectionOf({ url, policy }: OutboundRequest, route: Route, lookup: Lookup): Connection {
  // Naming authorities takes the place of the usual ones, NODE_EXTRA_CA_CERTS among them: they are named again.
  const ca = route.extraCa.length > 0 ? [...getCACertificates('default'), ...route.extraCa] : undefined
  const trust = ca === undefined ? {} : { ca }
  const proxy = proxyFor(url, route)
  if (proxy !== undefined) return { ...trust, agent: new Agent({ proxyEnv: { HTTPS_PROXY: proxy } }) }
  // Without an agent every request has a connection of its own: none that was checked under another policy.
  return { ...trust, agent: false, lookup: guardLookup(lookup, policy) }
}

function open(
  { url, method, headers, body }: OutboundRequest,
  signal: AbortSignal,
  connection: Connection,
): Promise<IncomingMessage> {
  const send = new URL(url).protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const outgoing = send(url, { method, headers, signal, ...connection })
    outgoing.once('response', resolve).once('error', reject)
    outgoing.end(body)
  })
}

/** Leaving the loop early closes the connection. A body that is cut short is no failure unless it was wanted whole. */
async function readBody(
  answer: IncomingMessage,
  { maxAnswerBytes, whole = false, onChunk, signal }: OutboundRequest,
  deadline: Deadline,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  const take = isEventStream(answer) ? onChunk : undefined
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      if (take) {
        deadline.extend()
        take(chunk)
        continue
      }
      chunks.push(chunk)
      size += chunk.length
      if (whole && size > maxAnswerBytes)
        throw new OutboundError('tooLarge', `The answer is larger than ${maxAnswerBytes} bytes.`)
      if (size >= maxAnswerBytes && !whole) break
    }
  } catch (error) {
    if (signal.aborted || error instanceof OutboundError) throw error
    if (whole) throw new OutboundError('cutShort', 'The answer ended in the middle.', { cause: error })
  }
  return Buffer.concat(chunks).subarray(0, maxAnswerBytes)
}

function isEventStream({ statusCode, headers }: IncomingMessage): boolean {
  return statusCode === 200 && (headers['content-type'] ?? '').startsWith('text/event-stream')
}

/** A lookup that finds only what the policy allows, and fails when nothing of it is left. */
function guardLookup(lookup: Lookup, policy: AddressPolicy): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found = []) => {
      if (error) return done(error, [])
      const allowed = found.filter(({ address }) => refusalOf(address, policy) === undefined)
      const [first] = allowed
      if (!first) return done(explain(hostname, found, policy), [])
      if (options.all) done(null, allowed)
      else done(null, first.address, first.family)
    })
  }
}

function explain(hostname: string, [first]: LookupAddress[], policy: AddressPolicy): OutboundError {
  return first === undefined
    ? new OutboundError('connection', `${hostname} has no address.`)
    : new OutboundError('refused', `${hostname} cannot be called: ${refusalOf(first.address, policy)}`)
}
