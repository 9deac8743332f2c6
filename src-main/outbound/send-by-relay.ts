import { isIP } from 'node:net'
import type { SentMessageInfo } from 'nodemailer/lib/smtp-transport'
import { refusalOf, type AddressPolicy } from './address-rules.ts'
import type { Lookup } from './guarded-request.ts'

export type RelayAccess = {
  host: string
  port: number
  security: 'none' | 'starttls' | 'tls'
  user: string | null
  password: string | null
}
export type OutgoingMail = { from: string; to: string[]; raw: Buffer }
export type RelayAnswer = {
  accepted: string[]
  refused: { address: string; reason: string }[]
  response: string
}

/** The owner names the relay, which is often on this machine or in its network: only what is no host at all is refused. */
const policy: AddressPolicy = { loopback: true, private: true }

const connectMs = 15_000

/** `lookUpMs` is how long the name servers may take. */
type Deps = { lookup: Lookup; lookUpMs?: number }
/** Between two answers: a relay may look into a large mail before it takes it. */
const silenceMs = 120_000

/**
 * Sends a mail byte for byte through an SMTP server. Its name is looked up once and the connection goes to the address
 * that was checked. Rejects with an Error whose message says what to do.
 */
export function createSendByRelay({ lookup, lookUpMs = connectMs }: Deps) {
  return async (relay: RelayAccess, { from, to, raw }: OutgoingMail): Promise<RelayAnswer> => {
    const address = await findAddress(relay.host, () => lookUp(relay.host, lookup, lookUpMs))
    // Only who releases mail loads what sends it.
    const { createTransport } = await import('nodemailer')
    const transport = createTransport(optionsOf(relay, address))
    try {
      return toAnswer(await transport.sendMail({ envelope: { from, to }, raw }))
    } catch (error) {
      throw new Error(explain(error as RelayFailure, relay), { cause: error })
    } finally {
      transport.close()
    }
  }
}

function optionsOf({ host, port, security, user, password }: RelayAccess, address: string) {
  return {
    host: address,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    // The certificate is that of the name, not of the address.
    tls: isIP(host) === 0 ? { servername: host } : {},
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

async function findAddress(host: string, find: () => Promise<string>): Promise<string> {
  const address = isIP(host) === 0 ? await find() : host
  const refusal = refusalOf(address, policy)
  if (refusal !== undefined) throw new Error(`The relay ${host} cannot be used: ${refusal}`)
  return address
}

function lookUp(host: string, lookup: Lookup, withinMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`No name server answers for the relay ${host}. Try again later.`)),
      withinMs,
    )
    lookup(host, { all: true }, (error, [first] = []) => {
      clearTimeout(late)
      if (first && !error) resolve(first.address)
      else
        reject(
          new Error(`The relay ${host} has no address. Check its name in the settings.`, { cause: error }),
        )
    })
  })
}

function toAnswer({ accepted, rejectedErrors = [], response }: SentMessageInfo): RelayAnswer {
  return {
    accepted: accepted.map(String),
    refused: rejectedErrors.map(error => ({
      address: String((error as RelayFailure).recipient ?? ''),
      reason: (error as RelayFailure).response ?? error.message,
    })),
    response,
  }
}

type RelayFailure = Error & { code?: string; response?: string; recipient?: string }

function explain({ code = '', response, message }: RelayFailure, { host, port }: RelayAccess): string {
  const said = response ? ` It said: ${response}` : ` (${message})`
  const relay = `The relay ${host}:${port}`
  if (code === 'EAUTH') return `${relay} refused the login. Check user and password in the settings.${said}`
  if (code === 'EENVELOPE') return `${relay} refused the sender or all recipients.${said}`
  if (code === 'EMESSAGE') return `${relay} refused the message.${said}`
  if (code === 'ETLS') return `${relay} does not offer the encryption that the settings want.${said}`
  if (/certificate|self.signed/i.test(message))
    return `${relay} has a certificate that is not trusted or not for ${host}.${said}`
  return `${relay} could not be reached. Check host, port and encryption in the settings.${said}`
}
