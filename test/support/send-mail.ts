import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import nodemailer, { type SendMailOptions } from 'nodemailer'

/** Sends with nodemailer, as an app would. Resolves with the server's reply to DATA. */
export async function sendMail(port: number, mail: SendMailOptions): Promise<string> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
  try {
    const { response } = await transport.sendMail({
      from: 'sender@shop.test',
      to: 'someone@mayfly.test',
      ...mail,
    })
    return response
  } finally {
    transport.close()
  }
}

/** Sends bytes exactly as they are (dots stuffed), which no mail library would do. */
export async function sendRaw(
  port: number,
  raw: Buffer,
  options: { from?: string; to?: string[] } = {},
): Promise<string> {
  const { from = 'sender@shop.test', to = ['someone@mayfly.test'] } = options
  const lines = raw.toString('latin1').replace(/^\./gm, '..')
  const end = lines.endsWith('\r\n') ? '.\r\n' : '\r\n.\r\n'
  const replies = await talk(port, [
    'EHLO test\r\n',
    `MAIL FROM:<${from}>\r\n`,
    ...to.map(rcpt => `RCPT TO:<${rcpt}>\r\n`),
    'DATA\r\n',
    `${lines}${end}`,
  ])
  return replies.at(-1)!
}

/** Says each piece once the one before it was answered. Resolves with the replies, the greeting first. */
export function talk(port: number, pieces: string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const replies: string[] = []
    let buffer = ''
    socket.setEncoding('latin1')
    socket.on('error', reject)
    socket.on('close', () => resolve(replies))
    socket.on('data', (text: string) => {
      buffer += text
      for (let reply = takeReply(); reply !== undefined; reply = takeReply()) {
        replies.push(reply)
        const next = pieces[replies.length - 1]
        if (next === undefined) socket.end('QUIT\r\n')
        else socket.write(next, 'latin1')
      }
    })
    function takeReply(): string | undefined {
      const match = /^(?:\d{3}-[^\n]*\n)*\d{3} [^\n]*\n/.exec(buffer)
      if (!match) return undefined
      buffer = buffer.slice(match[0].length)
      return match[0].trim()
    }
  })
}

/** The id that a 250 carries. */
export function storedId(reply: string): string {
  const id = /stored as ([0-9a-f-]{36})/.exec(reply)?.[1]
  if (!id) throw new Error(`No id in the reply: ${reply}`)
  return id
}

export function fixture(name: string): Buffer {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url))
}
