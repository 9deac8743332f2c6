import { connect } from 'node:net'
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Random } from './target.ts'

/** What is sent over one connection: in these pieces, with or without a turn of the event loop between them. */
export type Sending = { pieces: Buffer[]; pauses: boolean; drops: boolean }

/** Long enough for the most loaded machine; a connection that is still there then hangs. */
const patienceMs = 30_000

/** Sends it all and ends its side; resolves with all that came back when the server has closed the connection. */
export async function sendPieces(port: number, { pieces, pauses, drops }: Sending): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  const closed = Promise.withResolvers<void>()
  socket.on('data', chunk => (answer += chunk.toString('latin1')))
  socket.on('error', () => {})
  socket.on('close', () => closed.resolve())
  for (const piece of pieces) {
    if (socket.destroyed) break
    socket.write(piece)
    if (pauses) await setImmediate()
  }
  if (drops) socket.destroy()
  else socket.end()
  const late = new AbortController()
  const ended = await Promise.race([
    closed.promise.then(() => true),
    setTimeout(patienceMs, false, { signal: late.signal }).catch(() => true),
  ])
  late.abort()
  socket.destroy()
  if (!ended) throw new Error(`The connection hangs after: ${answer.slice(-500)}`)
  return answer
}

/** What is written at once: all of it, line by line, or cut anywhere. */
export function splitAnywhere(bytes: Buffer, random: Random): Buffer[] {
  if (random.below(3) === 0) return [bytes]
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length;) {
    const lineEnd = bytes.indexOf(10, at) + 1
    const length = random.chance() && lineEnd > at ? lineEnd - at : 1 + random.below(40)
    pieces.push(bytes.subarray(at, at + length))
    at += length
  }
  return pieces
}
