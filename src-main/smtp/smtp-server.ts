import type { AddressInfo } from 'node:net'
import type { SMTPServerOptions } from 'smtp-server'
import { backlog } from '../rates/backlog.ts'
import type { Certificate } from './certificate.ts'
import { ConnectionServer } from './connection-server.ts'
import { smtpLimits } from './limits.ts'
import { logIn, type LoginDeps } from './login.ts'
import { allMethods } from './login-rule.ts'
import type { MailSession } from './mail-session.ts'
import type { Noting } from './noted-connection.ts'
import { receive, type ReceiveDeps } from './receive.ts'
import { toReply } from './reply-error.ts'
import { addRecipient, beginMail, type TransactionDeps } from './transaction.ts'

/** TLS from the first byte, on request by STARTTLS, or not at all. */
export type SmtpTls = 'implicit' | 'starttls' | 'none'

export type SmtpServerDeps = LoginDeps &
  TransactionDeps &
  ReceiveDeps &
  Noting & {
    certificate: Certificate
    tls: SmtpTls
    /** How many at once; left out, as limits.ts says. */
    connections?: number
    /** Silence after which a connection is closed; left out, as limits.ts says. */
    idleMs?: number
    onError: (error: unknown) => void
  }

/** How long open transactions may take to finish when the server stops. */
const finishMs = 3_000
const pollMs = 20

/** An SMTP server (RFC 5321) that hands every mail to the ingest. */
export function createSmtpServer(deps: SmtpServerDeps) {
  const { openNotes, counts, loginPolicy } = deps
  const server = new ConnectionServer({
    ...serverOptions(deps),
    ...handlers(deps),
    openNotes,
    counts,
    loginPolicy,
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
        server.listen({ port, host, backlog }, () => {
          server.server.off('error', reject)
          resolve((server.server.address() as AddressInfo).port)
        })
      })
    },

    /** Takes no new connections from this moment on; those that are open stay. */
    release(): void {
      server.server.close()
    },

    /** Lets open transactions finish, however long they take, and says 421 to the others. */
    async leave(): Promise<void> {
      const closed = new Promise<void>(resolve => void server.server.close(() => resolve()))
      await dismissUntil(closed, '4.3.2 Mayfly listens elsewhere now')
    },

    /** As `leave`, but not for long: what takes longer is broken off. */
    async stop(): Promise<void> {
      const closed = new Promise<void>(resolve => server.close(resolve))
      await dismissUntil(closed, '4.3.2 Mayfly is stopping')
    },
  }

  async function dismissUntil(closed: Promise<void>, text: string): Promise<void> {
    const dismiss = () => server.dismissIdle(text)
    const idle = setInterval(dismiss, pollMs)
    dismiss()
    await closed
    clearInterval(idle)
  }
}

function handlers(deps: SmtpServerDeps): SMTPServerOptions {
  /** The reason is left for the connection, which notes and counts the refusal when it is said. */
  const refusing = (session: MailSession, callback: (error: Error) => void) => (error: unknown) => {
    const reply = toReply(error, deps.onError)
    session.refusal = reply.reason
    callback(reply)
  }
  return {
    // Called back at once: what a script pipes in without waiting for the greeting must not find the door shut.
    onConnect: (_session, callback) => callback(),
    onSecure: (_socket, _session, callback) => callback(),
    onAuth: (auth, session, callback) =>
      void logIn(auth, session, deps).then(user => callback(null, { user }), refusing(session, callback)),
    onMailFrom: (_address, session, callback) =>
      void beginMail(session, deps).then(() => callback(), refusing(session, callback)),
    onRcptTo: ({ address }, session, callback) =>
      void addRecipient(address, session, deps).then(() => callback(), refusing(session, callback)),
    onData: (stream, session, callback) =>
      void receive(stream, session, deps).then(text => callback(null, text), refusing(session, callback)),
  }
}

function serverOptions({
  certificate,
  tls,
  connections = smtpLimits.connections,
  idleMs = smtpLimits.idleMs,
}: SmtpServerDeps): SMTPServerOptions {
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
    maxClients: connections,
    socketTimeout: idleMs,
    closeTimeout: finishMs,
    // Who must log in, and how, can change at any time: login-rule.ts says it with every command.
    authOptional: true,
    allowInsecureAuth: true,
    authMethods: [...allMethods],
    // Wrong logins are slowed down by address, not by connection.
    maxAllowedUnauthenticatedCommands: false,
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    // Nothing is sent from here, so no delivery reports either.
    hideDSN: true,
  }
}

/** Broken connections and failed handshakes are the client's affair. */
function isClientFault(error: Error & { code?: string; remote?: string }): boolean {
  return (
    error.remote !== undefined ||
    /^(ECONNRESET|EPIPE|ETIMEDOUT|ERR_SSL|TLSError|SocketError)/.test(error.code ?? '')
  )
}
