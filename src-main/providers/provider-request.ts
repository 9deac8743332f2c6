import { classifyAddress, type AddressPolicy } from '../outbound/address-rules.ts'
import type { GuardedRequest, OutboundAnswer } from '../outbound/guarded-request.ts'
import { OutboundError, type OutboundReason } from '../outbound/outbound-error.ts'
import { ProviderError, type ProviderFailure } from './provider-error.ts'
import { mailTimeoutMs, type ProviderAnswer, type ProviderCall, type ProviderRequest } from './provider.ts'

/** A hundred mails with text and HTML in one JSON answer (DustMail) fit; a mail of 50 MB does too, as base64 in JSON. */
const bounds = {
  answer: { maxAnswerBytes: 16 * 1024 * 1024, timeoutMs: 30_000 },
  mail: { maxAnswerBytes: 72 * 1024 * 1024, timeoutMs: mailTimeoutMs },
}
/** Streams say that they are still there every 20 s. */
const longestSilenceMs = 65_000
const maxRedirects = 3

const anywhere: AddressPolicy = { loopback: true, private: true }
/** Nobody is led to where clouds hand out credentials; who means such an address names it. */
const ledWithin: AddressPolicy = { loopback: true, private: true, linkLocal: false }
const publicOnly: AddressPolicy = { loopback: false, private: false }

/**
 * What providers call with. The owner may name any base URL, an own network's too; but where that is a public server,
 * no redirect leads from it into the own network. Redirects are followed for GET, and the key goes along to the same
 * origin only.
 */
export function createProviderRequest({ request }: { request: GuardedRequest }): ProviderRequest {
  return async call => {
    let { url, headers } = call
    let policy = anywhere
    for (let hops = 0; hops <= maxRedirects; hops++) {
      const answer = await send(request, { ...call, url, headers }, policy)
      const next = redirectOf(answer, url)
      if (next === undefined) return toAnswer(answer)
      if (call.method !== 'GET') throw ledAway(next)
      if (next.origin !== new URL(url).origin) headers = withoutKey(headers)
      policy = policy === publicOnly || isPublic(answer, url) ? publicOnly : ledWithin
      url = next.href
    }
    throw new ProviderError('wrongUrl', 'The address redirects again and again.')
  }
}

async function send(
  request: GuardedRequest,
  call: ProviderCall,
  policy: AddressPolicy,
): Promise<OutboundAnswer> {
  const { url, method, headers, body, signal, size, onChunk } = call
  const { maxAnswerBytes, timeoutMs } = bounds[size]
  try {
    return await request({
      url,
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      policy,
      maxAnswerBytes,
      timeoutMs: onChunk ? longestSilenceMs : timeoutMs,
      whole: true,
      onChunk,
      signal,
    })
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    throw new ProviderError(failures[error.reason], error.message, { cause: error })
  }
}

const failures: Record<OutboundReason, ProviderFailure> = {
  refused: 'refusedAddress',
  timeout: 'timeout',
  tls: 'tls',
  connection: 'unreachable',
  noHttp: 'wrongUrl',
  cutShort: 'unreachable',
  tooLarge: 'tooLarge',
}

const redirects = new Set([301, 302, 303, 307, 308])

function redirectOf({ status, headers }: OutboundAnswer, from: string): URL | undefined {
  if (!redirects.has(status) || headers.location === undefined) return undefined
  if (!URL.canParse(headers.location, from))
    throw new ProviderError('wrongUrl', 'The address redirects nowhere.')
  const next = new URL(headers.location, from)
  const isDowngrade = new URL(from).protocol === 'https:' && next.protocol !== 'https:'
  if (isDowngrade || !/^https?:$/.test(next.protocol)) throw ledAway(next)
  return next
}

/** Only its origin is told: the rest may hold secrets. */
function ledAway(next: URL): ProviderError {
  return new ProviderError('wrongUrl', `The address redirects to ${next.origin}, where nothing is sent.`)
}

/** Through a proxy nobody knows where an answer came from: a name then counts as public. */
function isPublic({ address }: OutboundAnswer, url: string): boolean {
  const { hostname } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  const isNamed = /[a-z]/i.test(host) && !host.includes(':')
  return address === undefined
    ? isNamed || classifyAddress(host) === 'public'
    : classifyAddress(address) === 'public'
}

function withoutKey(headers: Record<string, string>): Record<string, string> {
  const { authorization: _, 'x-api-key': __, ...rest } = headers
  return rest
}

function toAnswer({ status, headers, body }: OutboundAnswer): ProviderAnswer {
  const plain = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')] as const)
  return { status, headers: Object.fromEntries(plain), body }
}
