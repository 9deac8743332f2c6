import { readFileSync } from 'node:fs'
import nodemailer, { type SendMailOptions } from 'nodemailer'
import { openGreeted } from './smtp-session.ts'

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

/** Sends bytes exactly as they are, dots stuffed, which no mail library would do. Resolves with the reply to DATA. */
export async function sendRaw(
  port: number,
  raw: Uint8Array,
  options: { from?: string; to?: string[] } = {},
): Promise<string> {
  const { from = 'sender@shop.test', to = ['someone@mayfly.test'] } = options
  const session = await openGreeted(port)
  await session.envelope(from, ...to)
  const reply = await session.data(asData(raw))
  await session.quit()
  return reply
}

/** A mail as DATA carries it: dots at the start of lines doubled, the end behind a line end (RFC 5321, 4.5.2). */
export function asData(raw: Uint8Array): Buffer {
  const text = Buffer.from(raw).toString('latin1')
  const lineEnd = text.endsWith('\r\n') ? '' : '\r\n'
  return Buffer.from(`${text.replace(/(^|\n)\./g, '$1..')}${lineEnd}.\r\n`, 'latin1')
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
