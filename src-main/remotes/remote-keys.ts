import type { Secrets } from '../secrets/secret-store.ts'
import type { Session } from './session.ts'

type Named = { id: string; name: string }
type Found = { secret: string } & NonNullable<Session['key']>

/** So many characters tell keys apart, and nobody can guess the rest of them. */
const shownCharacters = 4

export type RemoteKeys = ReturnType<typeof createRemoteKeys>

/** The keys of remotes: a variable goes before what was typed in. */
export function createRemoteKeys({ environment, kept }: Secrets) {
  const keptName = ({ id }: Pick<Named, 'id'>) => `remote ${id}`
  return {
    async find(remote: Named): Promise<Found | undefined> {
      const given = await environment.get(`remote key ${remote.name}`)
      if (given !== undefined) return { secret: given, kind: environment.kind, readOnly: true }
      const secret = await kept.get(keptName(remote))
      return secret === undefined ? undefined : { secret, kind: kept.kind, readOnly: kept.readOnly }
    },
    keep: (remote: Pick<Named, 'id'>, secret: string) => kept.set(keptName(remote), secret),
    forget: (remote: Pick<Named, 'id'>) => kept.remove(keptName(remote)),
    /** Of a short one nothing can be shown. */
    endOf: (secret: string): string =>
      secret.length < 4 * shownCharacters ? '' : secret.slice(-shownCharacters),
  }
}
