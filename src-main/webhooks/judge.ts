import type { IncomingHttpHeaders } from 'node:http'
import type { DeliveryRow, Outcome } from './delivery-repository.ts'
import { parseRetryAfter, retryDelayMs } from './retry-rule.ts'

/** What a try led to: an answer, or why there is none. */
export type Reply = { status: number; headers: IncomingHttpHeaders; body: Buffer } | { failure: string }

/** A key may send to where it cannot look itself: what came from there, or did not, is for the owner to see. */
const noAnswer = 'There was no answer: the receiver cannot be reached, or takes longer than 15 seconds.'
/** Enough of an answer to see what is wrong. */
const clipChars = 200

/** What becomes of a delivery after a try. */
export function judge(
  delivery: Pick<DeliveryRow, 'id' | 'webhook_id' | 'attempts'>,
  reply: Reply,
  { now, random }: { now: number; random: number },
): Outcome {
  const base = { id: delivery.id, webhookId: delivery.webhook_id, at: now, nextAt: null, gone: false }
  if ('failure' in reply)
    return {
      ...base,
      ...again(delivery, { now, random }, null),
      lastStatus: null,
      lastError: noAnswer,
      lastDetail: reply.failure,
    }
  const { status, headers } = reply
  if (status >= 200 && status < 300)
    return { ...base, status: 'delivered', lastStatus: status, lastError: null, lastDetail: null }
  const told = { lastStatus: status, ...describe(reply) }
  if (status === 410) return { ...base, ...told, status: 'failed', gone: true }
  const asks = status === 429 || status === 503
  const retryAfterMs = asks ? parseRetryAfter(headers['retry-after'], now) : null
  return { ...base, ...again(delivery, { now, random }, retryAfterMs), ...told }
}

function again(
  { attempts }: Pick<DeliveryRow, 'attempts'>,
  { now, random }: { now: number; random: number },
  retryAfterMs: number | null,
): Pick<Outcome, 'status' | 'nextAt'> {
  const delayMs = retryDelayMs(attempts + 1, random, retryAfterMs)
  return delayMs === null ? { status: 'failed', nextAt: null } : { status: 'pending', nextAt: now + delayMs }
}

function describe({
  status,
  headers,
  body,
}: Extract<Reply, { status: number }>): Pick<Outcome, 'lastError' | 'lastDetail'> {
  const answered = `The receiver answered ${status}`
  if (status === 410)
    return { lastError: `${answered} Gone: the webhook was switched off.`, lastDetail: null }
  if (status >= 300 && status < 400) {
    const advice = 'redirects are not followed. Change the url.'
    const target = clip(headers.location ?? '')
    return withDetail(`${answered}; ${advice}`, target && `${answered} to ${target}; ${advice}`)
  }
  const said = clip(body.toString())
  return withDetail(answered, said && `${answered}: ${said}`)
}

const withDetail = (lastError: string, detail: string) => ({ lastError, lastDetail: detail || null })

/** One line without control characters: it is shown and logged. */
function clip(text: string): string {
  return text
    .slice(0, clipChars)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
}
