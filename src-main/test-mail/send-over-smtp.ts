import type { SendMailOptions } from 'nodemailer'
import { hideSecrets, type Said } from './hide-secrets.ts'

type Sending = {
  host: string
  port: number
  tls: 'none' | 'starttls' | 'implicit'
  login: { user: string; password: string } | undefined
  letter: SendMailOptions
}

/** What nodemailer tells of a failure: the command that failed, and the server's answer to it, if there was one. */
export type SendingError = Error & { code?: string; command?: string; response?: string }

/** To ourselves, on this machine: what takes longer does not come. */
const answerMs = 5_000
/** Storing a mail may wait for a slow disk. */
const storeMs = 30_000

/** Sends one mail as any client would. Never rejects: what failed is in the answer. */
export async function sendOverSmtp({ host, port, tls, login, letter }: Sending) {
  // Few ever send one, so a start does not pay for it.
  const { createTransport } = await import('nodemailer')
  const said: Said[] = []
  const transport = createTransport({
    host,
    port,
    secure: tls === 'implicit',
    ignoreTLS: tls === 'none',
    requireTLS: tls === 'starttls',
    // It is our own certificate, and our own address.
    tls: { rejectUnauthorized: false },
    ...(login ? { auth: { user: login.user, pass: login.password } } : {}),
    name: 'test-mail.mayfly.localhost',
    connectionTimeout: answerMs,
    greetingTimeout: answerMs,
    socketTimeout: storeMs,
    transactionLog: true,
    logger: noteInto(said),
  })
  try {
    const { response } = await transport.sendMail(letter)
    return { dialogue: hideSecrets(said), response, error: undefined }
  } catch (error) {
    return { dialogue: hideSecrets(said), response: undefined, error: error as SendingError }
  } finally {
    transport.close()
  }
}

/** Of all that nodemailer logs, what was said. */
function noteInto(said: Said[]) {
  const pass = () => {}
  return {
    level: pass,
    trace: pass,
    info: pass,
    warn: pass,
    error: pass,
    fatal: pass,
    debug(entry: unknown, text: unknown): void {
      const from = (entry as { tnx?: string } | null)?.tnx
      if (from === 'client' || from === 'server') said.push({ from, text: String(text) })
    },
  }
}
