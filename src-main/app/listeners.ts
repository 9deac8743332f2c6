import type { Info } from '#shared/api/system.ts'
import type { Config, OptionName } from '../config/schema.ts'
import { loadCertificate, type Certificate } from '../smtp/certificate.ts'
import { createSmtpServer, type SmtpServerDeps, type SmtpTls } from '../smtp/smtp-server.ts'
import { createDoor, type OpenSocket, type Place } from './door.ts'
import type { InForce, Listening, ListeningState } from './listening.ts'
import { PortError, toPortError } from './port-error.ts'

type Deps = {
  config: Pick<Config, 'dataDir'>
  listening: ListeningState
  /** Whether every mail has to come over TLS. */
  requiresTls: () => boolean
  /** What the SMTP servers share. */
  smtp: Omit<SmtpServerDeps, 'certificate' | 'tls'>
}

export type StartOptions = { tolerant?: boolean }
export type OpenHttp = (port: number, host: string) => Promise<OpenSocket>

type Way = Place & { tls: SmtpTls }
export type PortName = 'smtpPort' | 'smtpsPort' | 'httpPort'
export const portNames: readonly PortName[] = ['smtpPort', 'smtpsPort', 'httpPort']

const noTls =
  'All mail is refused: smtp.requireTls is on, but SMTP offers no TLS. Start Mayfly with --starttls or --smtps-port, or set smtp.requireTls to false.'
const notShared =
  'Mayfly is not shared on the network as it was: its owner has no password any more. Set one, and share it again.'

/** Whether SMTP offers TLS on any port. */
export const offersTls = ({ starttls, smtpsPort }: Pick<Listening, 'starttls' | 'smtpsPort'>): boolean =>
  starttls || smtpsPort !== null

export type Listeners = ReturnType<typeof createListeners>

/** The sockets: SMTP, SMTP over TLS when asked for, HTTP. Knows which ports are open and what went wrong. */
export function createListeners({ config, listening, requiresTls, smtp }: Deps) {
  let openHttp: OpenHttp | undefined
  let shown: Certificate | undefined

  async function openSmtp({ port, host, tls }: Way): Promise<OpenSocket> {
    const folder = config.dataDir === ':memory:' ? null : config.dataDir
    const certificate = await loadCertificate(folder, smtp.now())
    const { start, ...server } = createSmtpServer({ ...smtp, certificate, tls })
    const bound = await start(port, host)
    if (tls !== 'none') shown = certificate
    return { port: bound, ...server }
  }
  const door = (option: OptionName, open: (way: Way) => Promise<OpenSocket>) =>
    createDoor<Way>(way =>
      open(way).catch(async (error: unknown) => {
        throw await toPortError(error, { ...way, option })
      }),
    )
  const doors = {
    smtpPort: door('smtp-port', openSmtp),
    smtpsPort: door('smtps-port', openSmtp),
    httpPort: door('http-port', ({ port, host }) => openHttp!(port, host)),
  }

  const problems = (): string[] => {
    const found = portNames.map(name => doors[name].problem())
    return found.flatMap(error => (error instanceof PortError ? [error.message] : []))
  }
  /** The setting may be from a start with TLS, and can be changed at any time. */
  const refusesAllMail = (): boolean => requiresTls() && !offersTls(listening.current())

  return {
    state: (): Pick<Info, PortName | 'host' | 'problems'> => ({
      host: listening.current().host,
      httpPort: doors.httpPort.bound(),
      smtpPort: doors.smtpPort.bound(),
      smtpsPort: doors.smtpsPort.bound(),
      problems: [
        ...problems(),
        ...(refusesAllMail() ? [noTls] : []),
        ...(listening.sharingRefused() ? [notShared] : []),
      ],
    }),
    port(name: PortName): { bound: number | null; problem: PortError | null } {
      const problem = doors[name].problem()
      return { bound: doors[name].bound(), problem: problem instanceof PortError ? problem : null }
    },
    /** The one that clients are shown; undefined while SMTP offers no TLS. */
    certificate: (): Certificate | undefined => (offersTls(listening.current()) ? shown : undefined),
    notReady(): string | undefined {
      if (doors.smtpPort.bound() === null) return problems()[0] ?? 'SMTP is not listening.'
      return refusesAllMail() ? noTls : undefined
    },

    /**
     * Opens every socket. Rejects with PortError at the first that cannot be had; `tolerant` notes it as a problem
     * and goes on without: a window works without sockets, and is where the person can be told.
     */
    async start(open: OpenHttp, { tolerant = false }: StartOptions = {}): Promise<void> {
      openHttp = open
      for (const name of portNames) {
        await doors[name].start(wayOf(name, listening.current()))
        const problem = doors[name].problem()
        if (problem && !(tolerant && problem instanceof PortError)) throw problem
      }
    },

    /** Tries the ports again that could not be had. */
    async retry(): Promise<void> {
      for (const name of portNames) await doors[name].start(wayOf(name, listening.current()))
    },

    /** Opens what is new, keeps it by `save`, and then lets go of what is old. Rejects with all as it was before. */
    async change(to: InForce, save: () => Promise<void>): Promise<void> {
      await listening.moveTo(to, async () => {
        const moves: Awaited<ReturnType<(typeof doors)[PortName]['prepare']>>[] = []
        try {
          for (const name of portNames) {
            const [from, next] = [wayOf(name, listening.current()), wayOf(name, to.listening)]
            if (!isSame(from, next)) moves.push(await doors[name].prepare(next))
          }
          await save()
        } catch (error) {
          for (const { undo } of moves.toReversed()) await undo()
          throw error
        }
        for (const { commit } of moves) commit()
      })
    },

    /** Mail that is on its way in is stored first. HTTP ends with its server. */
    async stop(): Promise<void> {
      await Promise.all([doors.smtpPort.stop(), doors.smtpsPort.stop()])
    },
  }
}

function wayOf(name: PortName, { host, starttls, ...ports }: Listening): Way | null {
  const port = ports[name]
  if (port === null) return null
  if (name === 'smtpPort') return { port, host, tls: starttls ? 'starttls' : 'none' }
  return { port, host, tls: name === 'smtpsPort' ? 'implicit' : 'none' }
}

function isSame(one: Way | null, other: Way | null): boolean {
  return one?.port === other?.port && one?.host === other?.host && one?.tls === other?.tls
}
