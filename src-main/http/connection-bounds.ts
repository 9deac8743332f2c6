import { STATUS_CODES } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { AppError, errorStatus } from '#shared/api/errors.ts'

/** Headers have to be there within this time, and a body must not stand still for longer. */
const patienceMs = 60_000

/** A large upload takes as long as it takes: only headers are bounded as a whole. */
export const headerBounds = { headersTimeout: patienceMs, requestTimeout: 0 }

/** Cuts off whoever stops in the middle of a body. */
export function dropIdleBodies(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { headers, socket } = request.raw
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
    // The window's own calls come through no socket.
    if (hasBody && socket instanceof Socket) {
      socket.setTimeout(patienceMs)
      // The answer may take its time; behind it the bound is that of a connection without a request.
      request.raw.once('end', () => reply.raw.writableEnded || socket.setTimeout(0))
    }
    done()
  })
}

/** What is no HTTP, or does not come in time, is answered in our words. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (socket.writable) {
    const refusal = toRefusal(error.code)
    const status = errorStatus[refusal.code]
    const body = JSON.stringify(refusal.toBody())
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json; charset=utf-8\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    )
  }
  socket.destroy(error)
}

function toRefusal(code: string | undefined): AppError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new AppError('timeout', 'The request did not come in time.')
  if (code === 'HPE_HEADER_OVERFLOW')
    return new AppError('bad_request', 'The address and the headers are larger than this server takes.')
  return new AppError('bad_request', 'This is no HTTP request.')
}
