import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import type { EventBus } from '../events/bus.ts'
import { isLoopback } from '../owner/open-mode.ts'
import type { KeptServer } from '../settings/repository.ts'
import { offersTls, portNames, type Listeners } from './listeners.ts'
import type { InForce, ListeningState } from './listening.ts'
import { PortError } from './port-error.ts'

export type ChangeDeps = {
  listening: ListeningState
  listeners: Listeners
  save: (kept: KeptServer) => Promise<void>
  requiresTls: () => boolean
  passwordSet: () => boolean
  events: Pick<EventBus, 'announce'>
}

/** Changes ports and addresses while the server runs, one change after the other. */
export function createServerChanges(deps: ChangeDeps) {
  const { listening, listeners, save, requiresTls, passwordSet, events } = deps
  let last: Promise<unknown> = Promise.resolve()
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = last.then(work).then(() => events.announce({ type: 'server.changed' }))
    last = done.catch(() => {})
    return done
  }

  async function change(to: InForce): Promise<void> {
    const { host } = to.listening
    if (!isLoopback(host) && host !== listening.current().host && !passwordSet()) throw needsPassword(host)
    if (requiresTls() && !offersTls(to.listening)) throw needsTls()
    await listeners
      .change(to, () => save(to.kept))
      .catch((error: unknown) => {
        throw error instanceof PortError ? refusal(error, to) : error
      })
  }

  return {
    change: (asked: Parameters<ListeningState['plan']>[0]) => inTurn(() => change(listening.plan(asked))),
    retry: () => inTurn(listeners.retry),
  }
}

export type ServerChanges = ReturnType<typeof createServerChanges>

/** The operations that change the server; `describe` says how it is after that. */
export function createChangeHandlers(
  changes: ServerChanges,
  describe: Handlers<'getServer'>['getServer'],
): Handlers<'updateServer' | 'retryServer'> {
  return {
    async updateServer(asked, context) {
      await changes.change(asked)
      return describe({}, context)
    },
    async retryServer(_input, context) {
      await changes.retry()
      return describe({}, context)
    },
  }
}

function refusal(error: PortError, { listening }: InForce): AppError {
  const { reason, port, freePort, finding, cause } = error
  const field = reason === 'no_such_address' ? 'host' : portNames.find(name => listening[name] === port)
  const instead = freePort === null ? '' : ` ${freePort} is free.`
  return new AppError(reason === 'in_use' ? 'conflict' : 'unprocessable', `${finding}${instead}`, {
    details: [{ field, port, reason, freePort }],
    cause,
  })
}

function needsPassword(host: string): AppError {
  return new AppError(
    'unprocessable',
    `On ${host} others reach this server, so its owner needs a password. Set one first.`,
    { details: [{ field: 'host', reason: 'no_password' }] },
  )
}

function needsTls(): AppError {
  return new AppError(
    'unprocessable',
    'All mail has to come over TLS (smtp.requireTls), so SMTP must go on offering it.',
    { details: [{ field: 'starttls' }] },
  )
}
