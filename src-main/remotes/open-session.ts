import type { RemoteService } from '#shared/api/remote-capabilities.ts'
import type { Provider } from '../providers/provider.ts'
import type { RemoteKeys } from './remote-keys.ts'
import type { RemoteRow } from './remote-row.ts'
import { newSession, type Session } from './session.ts'

/** Where an account is, and how it is spoken to. */
export type Place = { service: RemoteService; generation: 'current' | 'old'; baseUrl: string }

export type MakeProvider = (place: Place, key: string | null) => Provider

type Deps = { keys: RemoteKeys; makeProvider: MakeProvider; random: () => number }

/** Services that answer without a key too: anybody's mail, or a Mayfly that asks nobody who they are. */
const keyless = new Set<RemoteService>(['mailfade', 'mayfly'])
export const needsKey = (service: RemoteService): boolean => !keyless.has(service)

/** Gives a remote its client, with the key that it has. */
export function createOpenSession({ keys, makeProvider, random }: Deps) {
  return async (row: RemoteRow): Promise<Session> => {
    const found = row.detached === 1 ? undefined : await keys.find(row)
    const provider = makeProvider(placeOf(row), found?.secret ?? null)
    const key = found ? { kind: found.kind, readOnly: found.readOnly } : null
    const shown = { ...row, key_end: found ? keys.endOf(found.secret) : null }
    return newSession(
      { row: shown, provider, key, hasKey: found !== undefined || !needsKey(row.service) },
      random(),
    )
  }
}

export const placeOf = ({ service, generation, base_url }: RemoteRow): Place => ({
  service,
  generation,
  baseUrl: base_url,
})
