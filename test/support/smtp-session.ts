import { connect, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'

export type SmtpSession = Awaited<ReturnType<typeof openSmtp>>

type Waiting = { resolve: (reply: string) => void; reject: (error: Error) => void }

const oneReply = /^(?:\d{3}-[^\n]*\n)*\d{3} [^\n]*\n/

/** One SMTP connection driven by hand, line by line or byte by byte. Resolves after the greeting. */
export async function openSmtp(port: number, options: { implicitTls?: boolean } = {}) {
  const tlsOptions = { host: '127.0.0.1', port, rejectUnauthorized: false }
  let socket: Socket = options.implicitTls ? connectTls(tlsOptions) : connect(port, '127.0.0.1')
  let buffer = ''
  let closed = false
  const waiting: Waiting[] = []
  const ended = Promise.withResolvers<void>()

  function listen(): void {
    socket.setNoDelay(true)
    socket.on('data', chunk => {
      buffer += chunk.toString()
      deliver()
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      closed = true
      deliver()
      for (const { reject } of waiting.splice(0)) reject(new Error('The server closed the connection'))
      ended.resolve()
    })
  }

  function deliver(): void {
    for (let match = oneReply.exec(buffer); match && waiting.length > 0; match = oneReply.exec(buffer)) {
      buffer = buffer.slice(match[0].length)
      waiting.shift()!.resolve(match[0].trimEnd().replaceAll('\r\n', '\n'))
    }
  }

  const session = {
    greeting: '',
    /** Resolves when the connection is closed. */
    ended: ended.promise,
    write: (bytes: string | Uint8Array): void => void socket.write(bytes),
    /** The next reply, several lines as one text. Rejects when the connection ends without one. */
    reply(): Promise<string> {
      const { promise, ...next } = Promise.withResolvers<string>()
      waiting.push(next)
      deliver()
      if (closed) for (const { reject } of waiting.splice(0)) reject(new Error('The connection is closed'))
      return promise
    },
    say(line: string): Promise<string> {
      session.write(`${line}\r\n`)
      return session.reply()
    },
    /** MAIL and RCPT; resolves with their replies. */
    async envelope(from: string, ...to: string[]): Promise<string[]> {
      const replies = [await session.say(`MAIL FROM:<${from}>`)]
      for (const rcpt of to) replies.push(await session.say(`RCPT TO:<${rcpt}>`))
      return replies
    },
    /** DATA with what is sent after the 354, the end of the data included. */
    async data(bytes: string | Uint8Array): Promise<string> {
      await session.say('DATA')
      session.write(bytes)
      return session.reply()
    },
    /** Turns the connection into TLS, after the 220 to STARTTLS. */
    async upgrade(): Promise<void> {
      socket.removeAllListeners()
      const secure = connectTls({ socket, rejectUnauthorized: false })
      socket = secure
      listen()
      await new Promise<void>((resolve, reject) =>
        secure.once('secureConnect', resolve).once('error', reject),
      )
    },
    /** The certificate of the other side, once there is TLS. */
    fingerprint: (): string => (socket as TLSSocket).getPeerX509Certificate()!.fingerprint256,
    /** Ends politely. */
    async quit(): Promise<void> {
      socket.write('QUIT\r\n')
      await session.ended
    },
    /** Ends this side only: what a program that exits does. */
    end: (): void => void socket.end(),
    /** Ends as a crash or a cut cable does. */
    drop: (): void => void socket.destroy(),
  }

  listen()
  session.greeting = await session.reply()
  return session
}

/** Greeting, then EHLO: ready for mail. */
export async function openGreeted(
  port: number,
  options: { implicitTls?: boolean } = {},
): Promise<SmtpSession> {
  const session = await openSmtp(port, options)
  await session.say('EHLO client.test')
  return session
}
