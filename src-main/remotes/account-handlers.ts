import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import type { Remote } from '#shared/api/remote-shapes.ts'
import { checkBaseUrl, type KindOfHost } from './base-url.ts'
import type { FindRemote } from './find-remote.ts'
import type { RemoteKeys } from './remote-keys.ts'
import type { RemoteRow } from './remote-row.ts'
import type { RemoteRepository } from './repository.ts'
import { services, serviceOf } from './services.ts'
import type { Session } from './session.ts'
import type { RemoteList } from './remote-list.ts'
import type { ShowRemotes } from './show-remotes.ts'

type AccountOperation =
  'listRemotes' | 'listRemoteServices' | 'createRemote' | 'getRemote' | 'updateRemote' | 'deleteRemote'

type Deps = {
  list: RemoteList
  find: FindRemote
  repository: RemoteRepository
  keys: RemoteKeys
  show: ShowRemotes
  kindOfHost: KindOfHost
  capabilitiesOf: (service: (typeof services)[number]) => Remote['capabilities']
  now: () => number
  onChange: (session: Session) => void
  onDemand: (session: Session) => void
}

/** Each has a client, and is asked now and then. */
const mostRemotes = 50
const usualRetention = { max_messages: 1000, max_age_days: 30 }

/** Remote accounts themselves: added, changed, removed, looked at. */
export function createAccountHandlers(deps: Deps): Handlers<AccountOperation> {
  const { list, find, repository, keys, now } = deps
  const { show, showOne } = deps.show

  /** With the other row, and the key that it has now. */
  async function reopen(row: RemoteRow): Promise<Remote> {
    const session = await list.reopen(row)
    deps.onChange(session)
    deps.onDemand(session)
    return showOne(session)
  }

  return {
    async listRemotes() {
      const items = await show(list.all())
      return { items, nextCursor: null, total: items.length }
    },
    listRemoteServices: () =>
      Promise.resolve({
        items: services.map(one => ({ ...one, capabilities: deps.capabilitiesOf(one) })),
      }),
    getRemote: ({ remote }) => showOne(find.find(remote)),

    async createRemote({ service, generation, baseUrl, ownNetwork, name, key, retention = {} }) {
      if (list.all().length >= mostRemotes)
        throw new AppError('conflict', `There are ${mostRemotes} remote accounts, which is the most.`)
      const row = await repository.insertRemote({
        service,
        generation,
        name,
        base_url: checkBaseUrl(baseUrl ?? usualUrl({ service, generation }), ownNetwork, deps.kindOfHost),
        own_network: ownNetwork ? 1 : 0,
        key_end: null,
        max_messages: retention.maxMessages ?? usualRetention.max_messages,
        max_age_days: retention.maxAgeDays ?? usualRetention.max_age_days,
        created_at: now(),
      })
      if (row === 'name taken') throw nameTaken(name)
      if (key !== undefined) await keepKey(row, key)
      return reopen(row)
    },

    async updateRemote({ remote, name, key, baseUrl, ownNetwork, paused, retention = {} }) {
      const { row, key: place } = find.find(remote)
      const isOwn = ownNetwork ?? row.own_network === 1
      const base_url = checkBaseUrl(baseUrl ?? row.base_url, isOwn, deps.kindOfHost)
      if (key !== undefined && place?.readOnly)
        throw new AppError('conflict', 'The key is in a variable: change it where Mayfly is started.', {
          details: [{ field: 'key' }],
        })
      // A key goes where the owner said that it may go: at another host it is asked for again.
      if (key === undefined && !place?.readOnly && !sameOrigin(base_url, row.base_url)) await keys.forget(row)
      const changed = await repository.changeRemote({
        id: row.id,
        change: {
          base_url,
          own_network: isOwn ? 1 : 0,
          max_messages: retention.maxMessages ?? row.max_messages,
          max_age_days: retention.maxAgeDays ?? row.max_age_days,
          ...(name === undefined ? {} : { name }),
          ...(paused === undefined ? {} : { paused: paused ? 1 : 0 }),
        },
      })
      if (changed === 'name taken') throw nameTaken(name!)
      if (!changed) throw new AppError('not_found', `There is no remote account ${remote}.`)
      if (key === null) await keys.forget(changed)
      else if (key !== undefined) await keepKey(changed, key)
      return reopen(changed)
    },

    async deleteRemote({ remote, keepMail }) {
      const { row } = find.find(remote)
      await keys.forget(row)
      if (!keepMail) return list.remove(row)
      const changed = await repository.changeRemote({ id: row.id, change: { detached: 1 } })
      if (changed && changed !== 'name taken') await reopen(changed)
    },
  }

  async function keepKey(row: RemoteRow, key: string): Promise<void> {
    try {
      await keys.keep(row, key)
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new AppError('unavailable', `The key cannot be kept: ${why}`, { cause })
    }
  }
}

function usualUrl(place: Pick<RemoteRow, 'service' | 'generation'>): string {
  const url = serviceOf(place)?.baseUrl
  if (url) return url
  throw new AppError('bad_request', 'baseUrl: say where it is.', { details: [{ field: 'baseUrl' }] })
}

const sameOrigin = (one: string, other: string): boolean => new URL(one).origin === new URL(other).origin

function nameTaken(name: string): AppError {
  const message = `There is a remote account named ${name} already. Choose another name.`
  return new AppError('conflict', message, { details: [{ field: 'name', message }] })
}
