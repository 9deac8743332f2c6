import type { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { AppError, type ErrorBody } from '#shared/api/errors.ts'
import { windowHeader } from '../../http/owner-proof.ts'

type Mayfly = { http: Pick<FastifyInstance, 'inject'>; windowToken: string }

export type Fetched = { content: Buffer; headers: Record<string, unknown> }
export type WindowRequest = (path: string, body?: Readable) => Promise<Fetched>

/** Asks the HTTP side as the window does, without a socket: for its bytes, or with a body. Rejects with AppError. */
export function createWindowRequest(mayfly: Mayfly): WindowRequest {
  return async (path, body) => {
    // Looked up each time: it is another one when a backup was restored.
    const { http, windowToken } = mayfly
    const answer = await http.inject({
      method: body ? 'POST' : 'GET',
      url: path,
      headers: {
        host: 'localhost',
        [windowHeader]: windowToken,
        ...(body ? { 'content-type': 'application/octet-stream' } : {}),
      },
      ...(body ? { payload: body } : {}),
    })
    if (answer.statusCode < 300) return { content: answer.rawPayload, headers: answer.headers }
    throw toError(answer.statusCode, answer.payload)
  }
}

/** The same as every client of the API is told. */
function toError(status: number, payload: string): AppError {
  try {
    const { error, message } = JSON.parse(payload) as ErrorBody // our own server's
    return new AppError(error, message)
  } catch {
    return new AppError('internal_error', `The server answered ${status}.`)
  }
}
