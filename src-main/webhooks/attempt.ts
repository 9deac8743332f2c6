import type { IncomingHttpHeaders } from 'node:http'
import type { DeliveryRow } from './delivery-repository.ts'
import type { Reply } from './judge.ts'
import type { Target } from './registry.ts'
import { signatureHeaders } from './signature.ts'

type Request = {
  url: string
  /** Whether the owner chose the url, who may reach more than a key. */
  byOwner: boolean
  method: 'POST'
  headers: Record<string, string>
  body: string
  timeoutMs: number
  maxAnswerBytes: number
  signal: AbortSignal
}
/** Rejects with an Error whose message is meant for people. */
export type SendRequest = (
  request: Request,
) => Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>

type Deps = { send: SendRequest; version: string; now: () => number }

/** Standard Webhooks recommends 15 to 30 seconds. */
export const timeoutMs = 15_000
/** Nothing is done with an answer's body but to show how it begins. */
export const maxAnswerBytes = 4096

/** One try to deliver. */
export function createAttempt({ send, version, now }: Deps) {
  return async (target: Target, delivery: DeliveryRow, signal: AbortSignal): Promise<Reply> => {
    const { id, payload: body } = delivery
    try {
      return await send({
        url: target.url,
        byOwner: target.keyId === null,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': `Mayfly/${version}`,
          ...signatureHeaders({ id, body, secret: target.secret, now: now() }),
        },
        body,
        timeoutMs,
        maxAnswerBytes,
        signal,
      })
    } catch (error) {
      return { failure: error instanceof Error ? error.message : String(error) }
    }
  }
}
