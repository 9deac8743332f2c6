import { connect } from 'node:net'
import type { Letter } from './letter.ts'
import { createReplyReader } from './reply-reader.ts'

type Options = {
  port: number
  /** The next mail of this connection; undefined ends it. */
  next: () => Letter | undefined
  onAcknowledged: () => void
}

const ehlo = Buffer.from('EHLO bench.example\r\n')
const data = Buffer.from('DATA\r\n')
const quit = Buffer.from('QUIT\r\n')
/** Room for the longest reply, an EHLO's. */
const replyBytes = 4096

/**
 * One SMTP connection, one command at a time as most mail libraries do it. Sockets hand over their bytes without
 * streams (`onread`), so that the load costs less than any server. Resolves after the 221 of QUIT.
 */
export function runSession({ port, next, onAcknowledged }: Options): Promise<void> {
  return new Promise((resolve, reject) => {
    const read = createReplyReader(code => answer(code))
    const socket = connect({
      host: '127.0.0.1',
      port,
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafe(replyBytes),
        callback(length, bytes) {
          read(bytes, length)
          return true
        },
      },
    })
    let letter: Letter | undefined
    let expected = 220
    let step: () => void = () => say(ehlo, 250, nextLetter)
    socket.on('error', reject)
    socket.on('close', () => reject(new Error(`the connection was closed while waiting for ${expected}`)))

    function answer(code: number): void {
      if (code === expected) return step()
      reject(new Error(`${code} instead of ${expected}`))
      socket.destroy()
    }
    function say(command: Buffer, code: number, then: () => void): void {
      expected = code
      step = then
      socket.write(command)
    }
    function nextLetter(): void {
      letter = next()
      if (!letter) return say(quit, 221, leave)
      say(letter.mailFrom, 250, () => say(letter!.rcptTo, 250, () => say(data, 354, sendParts)))
    }
    function sendParts(): void {
      expected = 250
      step = () => {
        onAcknowledged()
        nextLetter()
      }
      for (const part of letter!.parts) socket.write(part)
    }
    function leave(): void {
      resolve()
      socket.destroy()
    }
  })
}
