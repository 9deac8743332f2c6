import { AppError } from '#shared/api/errors.ts'
import type { ServerChange, Source } from '#shared/api/server.ts'
import type { Config, Given, OptionName } from '../config/schema.ts'
import { isOpenMode } from '../owner/open-mode.ts'
import type { KeptServer } from '../settings/repository.ts'

/** What can be changed while the server runs. */
export type Listening = Pick<Config, 'host' | 'smtpPort' | 'smtpsPort' | 'httpPort' | 'starttls'>

/** Where a server listens, and what of it is kept for the next start. */
export type InForce = { listening: Listening; kept: KeptServer }

/** What an application that is opened anew takes over from the one before. */
export type TakenOver = InForce & { paused: boolean }

type Deps = { config: Config; kept: KeptServer; inForce: Listening | undefined }

const optionOf = {
  host: 'host',
  smtpPort: 'smtp-port',
  smtpsPort: 'smtps-port',
  httpPort: 'http-port',
  starttls: 'starttls',
} as const satisfies Record<keyof Listening, OptionName>
const names = Object.keys(optionOf) as (keyof Listening)[]

/** Where only this machine comes in. */
const safeHost = '127.0.0.1'

export type ListeningState = ReturnType<typeof createListening>

/** What the server listens on: as given from outside, else as it was chosen and kept, else by default. */
export function createListening({ config, kept: loaded, inForce }: Deps) {
  let kept = loaded
  let current = inForce ?? { ...pick(config), ...withoutGiven(loaded, config.given) }
  /** Two while it moves from one to the other. */
  let hosts = [current.host]
  let sharingRefused = false

  const source = (name: keyof Listening): Source => {
    const given = config.given[optionOf[name]]
    if (given) return given
    const kind = kept[name] !== undefined && kept[name] === current[name] ? 'kept' : 'default'
    return { kind, name: null }
  }

  return {
    current: (): Listening => current,
    kept: (): KeptServer => kept,
    source,
    /** Whether whoever is on this machine is the owner: only while nobody else can come, and not on the way to that. */
    openMode: (): boolean => hosts.every(host => isOpenMode({ host, allowedNames: config.allowHost })),
    /** Others were let in when it was last changed, and there is no password any more. */
    sharingRefused: (): boolean => sharingRefused,
    stayHere(): void {
      current = { ...current, host: safeHost }
      hosts = [safeHost]
      sharingRefused = true
    },

    /** What a change makes of all that. Throws `conflict` for what is fixed from outside, `bad_request` for one port twice. */
    plan(change: ServerChange): InForce {
      const next = { ...current, ...defined(change) }
      for (const name of names) {
        const given = config.given[optionOf[name]]
        if (given && next[name] !== current[name]) throw fixed(name, given)
      }
      refuseSamePort(next)
      const chosen = names.filter(name => change[name] !== undefined && !config.given[optionOf[name]])
      return {
        listening: next,
        kept: { ...kept, ...Object.fromEntries(chosen.map(name => [name, change[name]])) },
      }
    },

    /** While `work` opens it, both addresses count. */
    async moveTo({ listening, kept: keeping }: InForce, work: () => Promise<void>): Promise<void> {
      hosts = [current.host, listening.host]
      try {
        await work()
        current = listening
        kept = keeping
        sharingRefused = false
      } finally {
        hosts = [current.host]
      }
    },
  }
}

function pick({ host, smtpPort, smtpsPort, httpPort, starttls }: Config): Listening {
  return { host, smtpPort, smtpsPort, httpPort, starttls }
}

function withoutGiven(kept: KeptServer, given: Config['given']): Partial<Listening> {
  const open = names.filter(name => kept[name] !== undefined && !given[optionOf[name]])
  return Object.fromEntries(open.map(name => [name, kept[name]]))
}

function defined(change: ServerChange): Partial<Listening> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

function fixed(field: keyof Listening, { kind, name }: Given): AppError {
  const place = kind === 'file' ? `${optionOf[field]} in ${name}` : name
  return new AppError('conflict', `This is fixed by ${place}. Change it there and start Mayfly again.`, {
    details: [{ field, fixedBy: place }],
  })
}

function refuseSamePort({ smtpPort, smtpsPort, httpPort }: Listening): void {
  const asked = Object.entries({ smtpPort, smtpsPort, httpPort })
  const twice = asked.find(([, port], at) => port && asked.findIndex(([, other]) => other === port) !== at)
  if (!twice) return
  throw new AppError('bad_request', `Port ${twice[1]} is asked for twice. Each needs its own.`, {
    details: [{ field: twice[0] }],
  })
}
