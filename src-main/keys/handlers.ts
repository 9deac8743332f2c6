import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import type { Key, KeyService } from '#shared/api/keys.ts'
import type { EventBus } from '../events/bus.ts'
import { cutPage } from '../storage/page.ts'
import { statusOf, toKey, type KeyRecord } from './key-record.ts'
import type { Keyring } from './keyring.ts'
import type { KeyRepository } from './repository.ts'
import { createSecret, hashOf, prefixesOf, shownPrefix } from './secret.ts'

type KeyOperation =
  'listKeys' | 'createKey' | 'getKey' | 'updateKey' | 'regenerateKey' | 'revokeKey' | 'deleteKey'

type Deps = {
  repository: KeyRepository
  keyring: Keyring
  events: EventBus
  now: () => number
  /** When a key was used last, if that was since the start. */
  lastUsed: (id: string) => number | undefined
}

/** Later ones have no timestamp with four digits for the year; a zone can push a year 9999 over it. */
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

export function createKeyHandlers({
  repository,
  keyring,
  events,
  now,
  lastUsed,
}: Deps): Handlers<KeyOperation> {
  const show = (record: KeyRecord): Key =>
    toKey({ ...record, lastUsedAt: lastUsed(record.id) ?? record.lastUsedAt }, now())

  /** Puts a committed change in force. */
  function keep(record: KeyRecord): Key {
    keyring.put(record)
    events.announce({ type: 'key.changed', keyId: record.id })
    return show(record)
  }

  function find(id: string): KeyRecord {
    const record = keyring.get(id)
    if (!record) throw notFound()
    return record
  }

  return {
    // From memory: there are few keys, and what is expired is judged in one place.
    async listKeys({ limit, cursor, account, service, status }) {
      const fitting = keyring
        .all()
        .filter(key => account === undefined || key.accountId === account)
        .filter(key => service === undefined || key.service === service)
        .filter(key => status === undefined || statusOf(key, now()) === status)
        .toSorted((one, other) => other.number - one.number)
      const before = cursor === undefined ? Infinity : Number(cursor)
      const { shown, last } = cutPage(
        fitting.filter(({ number }) => number < before).slice(0, limit + 1),
        limit,
      )
      return {
        items: shown.map(show),
        nextCursor: last ? String(last.number) : null,
        total: fitting.length,
      }
    },

    async createKey({ expiresAt, prefix: wanted, ...asked }) {
      const secret = createSecret(asked.service, choosePrefix(asked.service, wanted))
      const record = await repository.insertKey({
        ...asked,
        ...hidden(asked.service, secret),
        expiresAt: expiryOf(expiresAt ?? null, now()),
        now: now(),
      })
      if (!record) throw new AppError('not_found', `There is no account ${asked.accountId}.`)
      return { ...keep(record), key: secret }
    },

    getKey: async ({ id }) => show(find(id)),

    async updateKey({ id, expiresAt, ...change }) {
      const expiry = expiresAt === undefined ? undefined : expiryOf(expiresAt, now())
      const record = await repository.changeKey({ id, change: { ...change, expiresAt: expiry } })
      if (!record) throw notFound()
      return keep(record)
    },

    async regenerateKey({ id }) {
      const { service, prefix } = find(id)
      const secret = createSecret(service, prefix)
      const record = await repository.replaceSecret({ id, ...hidden(service, secret) })
      if (!record) {
        find(id)
        throw new AppError('conflict', 'This key was revoked, for good. Create a new one.')
      }
      return { ...keep(record), key: secret }
    },

    async revokeKey({ id }) {
      const record = await repository.revokeKey({ id, now: now() })
      if (!record) throw notFound()
      return keep(record)
    },

    async deleteKey({ id }) {
      if (!(await repository.deleteKey(id))) throw notFound()
      keyring.drop(id)
      events.announce({ type: 'key.changed', keyId: id })
    },
  }
}

function choosePrefix(service: KeyService, wanted: string | undefined): string {
  const known = prefixesOf(service)
  if (wanted === undefined) return known[0]!
  if (known.includes(wanted)) return wanted
  const message = `keys of ${service} begin with ${known.join(' or ')}`
  throw new AppError('bad_request', `prefix: ${message}.`, { details: [{ field: 'prefix', message }] })
}

/** What is kept of a secret. */
const hidden = (service: KeyService, secret: string) => ({
  hash: hashOf(secret),
  prefix: shownPrefix(service, secret),
  lastEight: secret.slice(-8),
})

function expiryOf(expiresAt: string | null, now: number): number | null {
  if (expiresAt === null) return null
  const at = Date.parse(expiresAt)
  if (at > now && at <= lastMoment) return at
  const message = 'must be in the future, and before the year 10000; null is never'
  throw new AppError('bad_request', `expiresAt: ${message}.`, { details: [{ field: 'expiresAt', message }] })
}

/** Without what was asked for: somebody may have put the key itself where its id belongs. */
const notFound = (): AppError => new AppError('not_found', 'There is no key with this id.')
