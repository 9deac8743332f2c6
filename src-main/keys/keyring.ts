import { timingSafeEqual } from 'node:crypto'
import { listsOrigin } from '#shared/api/allowed-origins.ts'
import type { KeyStatus } from '#shared/api/keys.ts'
import { statusOf, type KeyRecord } from './key-record.ts'
import { hashOf } from './secret.ts'

export type Keyring = ReturnType<typeof createKeyring>

/** A key whose secret was given. It may have expired or been revoked. */
export type FoundKey = KeyRecord & { status: KeyStatus }

/** No key is longer; what is need not be hashed. */
const maxSecretLength = 200

/**
 * All keys in memory, found by their hash: judging a call reads no disk. It follows the store: whatever changes a key
 * puts the new record here once the write is committed, and from then on the old secret is unknown.
 */
export function createKeyring({ records, now }: { records: KeyRecord[]; now: () => number }) {
  const byId = new Map<string, KeyRecord>()
  const byHash = new Map<string, KeyRecord>()
  const listeners = new Set<(id: string) => void>()
  records.forEach(put)

  function put(record: KeyRecord): void {
    const known = byId.get(record.id)
    if (known) byHash.delete(known.hash)
    byId.set(record.id, record)
    byHash.set(record.hash, record)
    if (known && rightsOf(known) !== rightsOf(record)) tell(record.id)
  }

  function drop(id: string): void {
    const known = byId.get(id)
    if (!known) return
    byId.delete(id)
    byHash.delete(known.hash)
    tell(id)
  }

  const tell = (id: string): void => listeners.forEach(listener => listener(id))

  return {
    put,
    drop,
    get: (id: string): KeyRecord | undefined => byId.get(id),
    all: (): KeyRecord[] => [...byId.values()],
    /** Of an account's keys. */
    idsOf: (accountId: string): string[] =>
      [...byId.values()].filter(key => key.accountId === accountId).map(({ id }) => id),

    /**
     * The key with this secret. The map compares hashes only, of which a caller cannot choose the first characters;
     * the last word is a comparison that takes the same time whatever differs.
     */
    find(secret: string): FoundKey | undefined {
      if (secret === '' || secret.length > maxSecretLength) return undefined
      const hash = hashOf(secret)
      const known = byHash.get(hash)
      if (!known || !timingSafeEqual(Buffer.from(known.hash), Buffer.from(hash))) return undefined
      return { ...known, status: statusOf(known, now()) }
    },

    /** Calls the listener whenever a key may do something else than before, or nothing any more. */
    onRightsChanged: (listener: (id: string) => void): void => void listeners.add(listener),

    /** Whether a page at this origin may hope to call: some active key lists it. */
    listsOrigin(origin: string): boolean {
      const active = [...byId.values()].filter(key => statusOf(key, now()) === 'active')
      return listsOrigin(
        active.flatMap(key => key.allowedOrigins),
        origin,
      )
    },

    /** For when an account was deleted, and its keys with it. */
    forgetAccount(accountId: string): void {
      for (const { id, accountId: owner } of [...byId.values()]) if (owner === accountId) drop(id)
    },
  }
}

/** What a call that is under way relies on. */
function rightsOf({ hash, expiresAt, revokedAt, mailboxDomains, allowedOrigins }: KeyRecord): string {
  return JSON.stringify([hash, expiresAt, revokedAt, mailboxDomains, allowedOrigins])
}
