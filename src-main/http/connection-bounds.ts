import { STATUS_CODES, type IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { AppError, errorStatus } from '#shared/api/errors.ts'
import { watchArrival, type LeastPace } from '../rates/watch-arrival.ts'

/** Headers have to be there within this time, and a connection without a request goes after it. */
export const patienceMs = 60_000

/** So long a body that is refused is taken in before it is answered. */
const takeInMs = 1_000
/** So long after a refusal a connection is still read, so that its client can take the answer in. */
const lingerMs = 5_000
/** Who has announced a body and sends nothing for so long is waiting for the answer. */
const quietMs = 20

/** A large upload takes as long as it takes, at a least pace: only headers are bounded as a whole. */
export const headerBounds = { headersTimeout: patienceMs, requestTimeout: 0 }

/** Cuts off whose body stands still, or trickles to hold a connection. */
export function dropSlowBodies(app: FastifyInstance, pace: LeastPace): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { raw } = request
    const { socket } = raw
    if (bringsBody(raw)) {
      const stop = watchArrival({
        pace,
        received: () => socket.bytesRead,
        waitsForUs: () => raw.readableLength > 0,
        onTooSlow: () => answerBrokenRequest({ code: 'ERR_HTTP_REQUEST_TIMEOUT' }, socket),
      })
      raw.once('end', stop)
      reply.raw.once('close', stop)
    }
    done()
  })
}

/**
 * Who is refused while its body is on the way gets the answer behind it, when nothing more comes, or after a while; what comes
 * even then is thrown away, where Node would close: see `endGently`.
 */
export function takeInRefusedBodies(app: FastifyInstance): void {
  app.addHook('onSend', (request, _reply, payload, done) => {
    const { raw } = request
    if (!bringsBody(raw) || raw.complete || raw.destroyed) return done(null, payload)
    let looking: NodeJS.Immediate | undefined
    // It may have been this process that stood still: what came meanwhile is read before the immediate.
    const quiet = setTimeout(() => (looking = setImmediate(answer)), quietMs)
    const patience = setTimeout(answer, takeInMs)
    function waitOn(): void {
      clearImmediate(looking)
      quiet.refresh()
    }
    function answer(): void {
      clearImmediate(looking)
      clearTimeout(quiet)
      clearTimeout(patience)
      raw.off('data', waitOn).off('end', answer).off('close', answer)
      if (!raw.complete) raw.socket.destroySoon = () => endGently(raw.socket)
      done(null, payload)
    }
    raw.on('data', waitOn).once('end', answer).once('close', answer)
  })
}

/** Over a connection: the window's own calls come through none. */
function bringsBody({ headers, socket }: IncomingMessage): boolean {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  return hasBody && socket instanceof Socket
}

/** What is no HTTP, or does not come in time, is answered in our words. */
export function answerBrokenRequest({ code }: { code?: string }, socket: Duplex): void {
  if (code === 'ECONNRESET' || socket.destroyed) return
  if (socket.writable) {
    const refusal = toRefusal(code)
    const status = errorStatus[refusal.code]
    const body = JSON.stringify(refusal.toBody())
    endGently(
      socket,
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json; charset=utf-8\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    )
  } else socket.destroy()
}

/**
 * Closes the own half and throws away what still comes, for a while: closed with bytes unread, the system resets the
 * connection, and who was still sending may never see the answer (RFC 9112, 9.6).
 */
function endGently(socket: Duplex, answer?: string): void {
  socket.removeAllListeners('data')
  // Who listens gets the bytes in place of the HTTP parser.
  socket.on('data', () => {})
  readOn(socket.end(answer))
}

/** Until the other side has closed its half, too, or for a while. */
function readOn(socket: Duplex): void {
  const patience = setTimeout(() => socket.destroy(), lingerMs)
  socket.once('close', () => clearTimeout(patience))
}

function toRefusal(code: string | undefined): AppError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new AppError('timeout', 'The request did not come in time.')
  if (code === 'HPE_HEADER_OVERFLOW')
    return new AppError('bad_request', 'The address and the headers are larger than this server takes.')
  return new AppError('bad_request', 'This is no HTTP request.')
}
