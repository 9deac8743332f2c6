import { z } from 'zod'
import { ProviderError, type ProviderFailure } from './provider-error.ts'
import type { ProviderAnswer } from './provider.ts'
import { retryAfterOf } from './read-quota.ts'
import { excerptOf, redact } from './redact.ts'

type Words = { code: string | undefined; message: string | undefined; window: string | undefined }

/** What a service's own codes mean, where its status does not say enough. */
export type FailureRule = (failure: {
  status: number
  code: string
  message: string
}) => ProviderFailure | undefined

/** The failure that an answer stands for. Services write JSON of several shapes, or plain text. */
export function failureOf(
  answer: ProviderAnswer,
  { key, now, rule }: { key: string | null; now: number; rule?: FailureRule | undefined },
): ProviderError {
  const { status, headers, body } = answer
  const { code = '', message, window } = wordsOf(body)
  const retryAfterMs = status === 429 || status === 503 ? retryAfterOf(headers, now) : undefined
  const excerpt = excerptOf(body, key)
  const said = redact(message ?? (code || (isPage(answer) ? '' : excerpt)), key)
  const kind =
    rule?.({ status, code, message: message ?? excerpt }) ??
    kindOf(status, `${code} ${window ?? ''}`, retryAfterMs)
  return new ProviderError(
    kind,
    said === '' ? `The service answered with ${status}.` : `${said} (${status})`,
    {
      status,
      excerpt,
      retryAfterMs,
    },
  )
}

/** Whether a web page answers, which no API does. */
export function isPage({ headers, body }: ProviderAnswer): boolean {
  const type = headers['content-type'] ?? ''
  return type.includes('html') || /^\s*<(!doctype|html)/i.test(body.subarray(0, 200).toString())
}

const kinds: Record<number, ProviderFailure> = {
  401: 'wrongKey',
  402: 'forbidden',
  403: 'forbidden',
  404: 'notFound',
  405: 'wrongUrl',
  407: 'unreachable',
  408: 'timeout',
  409: 'conflict',
  410: 'notFound',
  421: 'wrongUrl',
  504: 'timeout',
}

/** Who has to wait for longer than this has not been too fast, but has used up what there is. */
const longWaitMs = 10 * 60_000

function kindOf(status: number, code: string, retryAfterMs = 0): ProviderFailure {
  const isUsedUp = /quota|\bda(y|ily)\b|\bmonth/i.test(code) || retryAfterMs > longWaitMs
  if (status === 429) return isUsedUp ? 'quotaExhausted' : 'rateLimited'
  if (status >= 500) return kinds[status] ?? 'serverFault'
  return kinds[status] ?? (status >= 400 ? 'invalid' : 'wrongUrl')
}

const Text = z.string().min(1).optional().catch(undefined)
const Details = z.object({ window: Text }).optional().catch(undefined)
const Nested = z.object({ code: Text, message: Text, details: Details }).optional().catch(undefined)
const Fields = z.object({
  error: z.union([z.string(), Nested]).optional(),
  code: Text,
  message: Text,
  hint: Text,
})

/** `{error, message}`, `{error, hint}`, `{code, message}`, `{success, message}`, or `{error: {code, message}}`. */
function wordsOf(body: Buffer): Words {
  const { data } = Fields.safeParse(parseJson(body))
  if (data === undefined) return { code: undefined, message: undefined, window: undefined }
  const nested = typeof data.error === 'object' ? data.error : undefined
  const code = nested?.code ?? (typeof data.error === 'string' ? data.error : data.code)
  return { code, message: nested?.message ?? data.message ?? data.hint, window: nested?.details?.window }
}

/** Whatever its content type says; undefined when it is no JSON. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
