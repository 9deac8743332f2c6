import type { Capabilities } from '#shared/api/remote-capabilities.ts'
import type { EventBus } from '../events/bus.ts'
import type { Secrets } from '../secrets/secret-store.ts'
import { createAccountHandlers } from './account-handlers.ts'
import type { KindOfHost } from './base-url.ts'
import { createCaches, type FetchedMail } from './cache.ts'
import { createCallRemote } from './call-remote.ts'
import { createFindRemote } from './find-remote.ts'
import { createKeeper } from './keeper.ts'
import { createLive } from './live.ts'
import { createLookHandlers } from './look-handlers.ts'
import { createOpenSession, type MakeProvider } from './open-session.ts'
import { createRemoteKeys } from './remote-keys.ts'
import { openRemoteList } from './remote-list.ts'
import type { RemoteRepository } from './repository.ts'
import { createRunner } from './runner.ts'
import { createServiceHandlers } from './service-handlers.ts'
import type { Session } from './session.ts'
import { createShowRemotes } from './show-remotes.ts'
import { createTestHandlers } from './test-handlers.ts'

type Deps = {
  repository: RemoteRepository
  secrets: Secrets
  makeProvider: MakeProvider
  kindOfHost: KindOfHost
  ingest: (mail: FetchedMail) => Promise<unknown>
  removeMailboxes: Parameters<typeof openRemoteList>[0]['removeMailboxes']
  events: EventBus
  now: () => number
  /** From 0 to 1. */
  random: () => number
  onError: (error: unknown) => void
}

export type Remotes = Awaited<ReturnType<typeof openRemotes>>

/** Accounts elsewhere: how they are asked, and what is kept of them here. */
export async function openRemotes(deps: Deps) {
  const { repository, events, now, random, onError } = deps
  const onChange = ({ row }: Session) => events.announce({ type: 'remote.changed', remoteId: row.id })
  const keys = createRemoteKeys(deps.secrets)
  const call = createCallRemote({ now, random, onChange })
  const cacheOf = createCaches({ repository, ingest: deps.ingest, events, now })
  const list = await openRemoteList({
    repository,
    openSession: createOpenSession({ keys, makeProvider: deps.makeProvider, random }),
    runner: () => runner,
    removeMailboxes: deps.removeMailboxes,
    onChange,
  })
  const { saveProgress } = repository
  const common = { now, random, onChange, onError }
  const runner = createRunner({ sessions: list.all, call, cacheOf, saveProgress, ...common })
  const onDemand = () => void runner.tick().catch(onError)
  const live = createLive({ onNews: onDemand, ...common })
  const find = createFindRemote({ sessions: list.all, repository, onDemand })
  const show = createShowRemotes({ repository, runner, now })
  const keeper = createKeeper({ sessions: list.all, repository, runner, live, events, now, onError })

  return {
    find,
    call,
    cacheOf,
    handlers: {
      ...createAccountHandlers({
        list,
        find,
        repository,
        keys,
        show,
        kindOfHost: deps.kindOfHost,
        capabilitiesOf: (place): Capabilities =>
          deps.makeProvider({ ...place, baseUrl: place.baseUrl ?? 'http://localhost' }, 'any').capabilities,
        now,
        onChange,
        onDemand,
      }),
      ...createLookHandlers({ find, runner, show, now, onDemand }),
      ...createTestHandlers({
        find,
        keys,
        call,
        makeProvider: deps.makeProvider,
        kindOfHost: deps.kindOfHost,
      }),
      ...createServiceHandlers({ find, repository, call }),
    },
    start: keeper.start,
    stop: keeper.stop,
  }
}
