import type { AddressInfo } from 'node:net'
import type { SMTPServerOptions } from 'smtp-server'
import type { ByteBudget } from './byte-budget.ts'
import type { Certificate } from './certificate.ts'
import { smtpLimits } from './limits.ts'
import { QuickServer } from './quick-connection.ts'
import { receive, toReply, type StoreMail } from './receive.ts'
import type { ReplyError } from './reply-error.ts'

/** TLS from the first byte, on request by STARTTLS, or not at all. */
export type SmtpTls = 'implicit' | 'starttls' | 'none'

type Deps = {
  certificate: Certificate
  tls: SmtpTls
  ingest: StoreMail
  budget: ByteBudget
  /** Undefined when mail to the address is taken; else why not. */
  refusalOf: (address: string) => Promise<ReplyError | undefined>
  now: () => number
  onError: (error: unknown) => void
}

export type SmtpServer = ReturnType<typeof createSmtpServer>

/** How long open transactions may take to finish when the server stops. */
const finishMs = 3_000
const pollMs = 20

/** An SMTP server (RFC 5321) that takes any login and hands every mail to the ingest. */
export function createSmtpServer(deps: Deps) {
  const server = new QuickServer({
    ...serverOptions(deps),
    // Called back at once: what a script pipes in without waiting for the greeting must not find the door shut.
    onConnect: (_session, callback) => callback(),
    onSecure: (_socket, _session, callback) => callback(),
    onAuth: (auth, _session, callback) => callback(null, { user: auth.username || 'anonymous' }),
    onRcptTo(address, _session, callback) {
      deps.refusalOf(address.address).then(callback, error => callback(toReply(error, deps.onError)))
    },
    onData(stream, session, callback) {
      receive(stream, session, deps).then(
        text => callback(null, text),
        error => callback(error as Error),
      )
    },
  })
  server.on('error', error => {
    // A port that cannot be opened is the business of whoever called start.
    if (server.server.listening && !isClientFault(error)) deps.onError(error)
  })

  return {
    /** Resolves with the port. Rejects as net.Server does (EADDRINUSE, EACCES). */
    start(port: number, host: string): Promise<number> {
      return new Promise((resolve, reject) => {
        server.server.once('error', reject)
        server.listen(port, host, () => {
          server.server.off('error', reject)
          resolve((server.server.address() as AddressInfo).port)
        })
      })
    },

    /** Takes no new connections, lets open transactions finish, says 421 to the others. */
    async stop(): Promise<void> {
      if (!server.server.listening) return
      const closed = new Promise<void>(resolve => server.close(resolve))
      const idle = setInterval(() => closeIdle(server), pollMs)
      closeIdle(server)
      await closed
      clearInterval(idle)
    },
  }
}

function serverOptions({ certificate, tls }: Deps): SMTPServerOptions {
  return {
    ...certificate,
    secure: tls === 'implicit',
    disabledCommands: tls === 'none' ? ['STARTTLS'] : [],
    name: 'localhost',
    banner: 'Mayfly',
    logger: false,
    size: smtpLimits.messageBytes,
    rejectOversized: true,
    maxRecipients: smtpLimits.recipients,
    maxCommandLength: smtpLimits.commandBytes,
    maxClients: smtpLimits.connections,
    socketTimeout: smtpLimits.idleMs,
    closeTimeout: finishMs,
    authOptional: true,
    allowInsecureAuth: true,
    authMethods: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'],
    // No login is refused, so there is nothing to guess.
    maxAllowedUnauthenticatedCommands: false,
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    // Nothing is sent from here, so no delivery reports either.
    hideDSN: true,
  }
}

function closeIdle(server: QuickServer): void {
  for (const connection of server.connections) {
    if (connection.session.envelope?.mailFrom) continue
    connection.send(421, '4.3.2 Mayfly is stopping')
    connection.close()
  }
}

/** Broken connections and failed handshakes are the client's affair. */
function isClientFault(error: Error & { code?: string; remote?: string }): boolean {
  return (
    error.remote !== undefined ||
    /^(ECONNRESET|EPIPE|ETIMEDOUT|ERR_SSL|TLSError|SocketError)/.test(error.code ?? '')
  )
}
