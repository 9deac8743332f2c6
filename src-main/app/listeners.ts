import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Info } from '#shared/api/system.ts'
import type { Config, OptionName } from '../config/schema.ts'
import { loadCertificate, type Certificate } from '../smtp/certificate.ts'
import { createSmtpServer, type SmtpServer, type SmtpServerDeps, type SmtpTls } from '../smtp/smtp-server.ts'
import { PortError } from './port-error.ts'

type Deps = {
  config: Config
  /** Whether every mail has to come over TLS. */
  requiresTls: () => boolean
  /** What the SMTP servers share. */
  smtp: Omit<SmtpServerDeps, 'certificate' | 'tls'>
}

export type StartOptions = { tolerant?: boolean }

type Ports = { httpPort: number | null; smtpPort: number | null; smtpsPort: number | null }

const noTls =
  'All mail is refused: smtp.requireTls is on, but SMTP offers no TLS. Start Mayfly with --starttls or --smtps-port, or set smtp.requireTls to false.'

/** Whether SMTP offers TLS on any port. */
export const offersTls = ({ starttls, smtpsPort }: Config): boolean => starttls || smtpsPort !== null

/** The sockets: SMTP, SMTP over TLS when asked for, HTTP. Knows which ports are open and what went wrong. */
export function createListeners({ config, requiresTls, smtp }: Deps) {
  const ports: Ports = { httpPort: null, smtpPort: null, smtpsPort: null }
  const problems: string[] = []
  const servers: SmtpServer[] = []
  let shown: Certificate | undefined

  async function startSmtp(tls: SmtpTls, port: number, option: OptionName): Promise<number> {
    const folder = config.dataDir === ':memory:' ? null : config.dataDir
    const certificate = await loadCertificate(folder, smtp.now())
    if (tls !== 'none') shown = certificate
    const server = createSmtpServer({ ...smtp, certificate, tls })
    const bound = await server.start(port, config.host).catch((error: unknown) => {
      throw PortError.from(error, { port, host: config.host, option })
    })
    servers.push(server)
    return bound
  }
  async function startHttp(http: FastifyInstance): Promise<number> {
    await http.listen({ port: config.httpPort, host: config.host }).catch((error: unknown) => {
      throw PortError.from(error, { port: config.httpPort, host: config.host, option: 'http-port' })
    })
    return (http.server.address() as AddressInfo).port
  }

  /** The setting may be from a start with TLS, and can be changed at any time. */
  const refusesAllMail = (): boolean => requiresTls() && !offersTls(config)

  return {
    state: (): Ports & Pick<Info, 'problems'> => ({
      ...ports,
      problems: refusesAllMail() ? [...problems, noTls] : [...problems],
    }),
    /** The one that clients are shown; undefined while SMTP offers no TLS. */
    certificate: (): Certificate | undefined => shown,
    notReady(): string | undefined {
      if (ports.smtpPort === null) return problems[0] ?? 'SMTP is not listening.'
      return refusesAllMail() ? noTls : undefined
    },

    /**
     * Opens every socket. Rejects with PortError at the first that cannot be had; `tolerant` notes it as a problem
     * and goes on without: a window works without sockets, and is where the person can be told.
     */
    async start(http: FastifyInstance, { tolerant = false }: StartOptions = {}): Promise<void> {
      const attempt = (opening: Promise<number>) =>
        opening.catch((error: unknown) => {
          if (!tolerant || !(error instanceof PortError)) throw error
          problems.push(error.message)
          return null
        })
      const { smtpPort, smtpsPort } = config
      ports.smtpPort = await attempt(startSmtp(config.starttls ? 'starttls' : 'none', smtpPort, 'smtp-port'))
      if (smtpsPort !== null) ports.smtpsPort = await attempt(startSmtp('implicit', smtpsPort, 'smtps-port'))
      ports.httpPort = await attempt(startHttp(http))
    },

    /** Mail that is on its way in is stored first. */
    async stop(): Promise<void> {
      ports.smtpPort = null
      ports.smtpsPort = null
      await Promise.all(servers.map(server => server.stop()))
    },
  }
}
