import type { Readable } from 'node:stream'
import { Password } from '#shared/api/owner.ts'
import { join } from 'node:path'
import { ConfigError } from '../config/config-error.ts'
import type { Config } from '../config/schema.ts'
import { hashPassword, type PasswordHash } from '../passwords/password-hash.ts'
import { ownerQueries } from '../owner/repository.ts'
import { transaction, type Db } from '../storage/database.ts'
import { claimDataDir } from '../storage/lock.ts'
import { openWriter } from '../storage/open-store.ts'
import { StoreError } from '../storage/store-error.ts'
import { askSecret, readSecret } from './read-secret.ts'

type Deps = {
  config: Pick<Config, 'dataDir'>
  /** Take the password away instead of setting one. */
  remove: boolean
  input: Readable & { isTTY?: boolean }
  ask: (question: string) => void
}

/**
 * `mayfly password`: writes the owner's password into a store that no Mayfly runs on. Answers what was done, in
 * words. Throws ConfigError when there is nothing to write, StoreError when the store cannot be had.
 */
export async function changePassword({ config: { dataDir }, remove, ...terminal }: Deps): Promise<string> {
  if (dataDir === ':memory:')
    throw new ConfigError('A store in memory keeps no password. Start it with --password-file instead.')
  const { writes } = ownerQueries
  const lock = claim(dataDir)
  try {
    if (remove) {
      const removed = inStore(dataDir, db => writes.removePassword(db))
      return removed ? `The password is removed from ${dataDir}.` : `There is no password in ${dataDir}.`
    }
    const hash = await askForHash(terminal)
    inStore(dataDir, db => writes.savePassword(db, hash))
    return `The password of the owner is set in ${dataDir}.`
  } finally {
    lock.release()
  }
}

function claim(dataDir: string): ReturnType<typeof claimDataDir> {
  try {
    return claimDataDir(dataDir)
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== 'locked') throw error
    throw new StoreError(
      'locked',
      `A Mayfly is running on ${dataDir}. Change the password in the settings of its window (or by POST /api/v1/owner/password), or stop it first.`,
      { cause: error },
    )
  }
}

function inStore<T>(dataDir: string, work: (db: Db) => T): T {
  const db = openWriter(join(dataDir, 'mayfly.db'))
  try {
    return transaction(db, () => work(db))
  } finally {
    db.close()
  }
}

async function askForHash(terminal: Pick<Deps, 'input' | 'ask'>): Promise<PasswordHash> {
  const password = terminal.input.isTTY ? await askTwice(terminal) : await readSecret(terminal)
  if (password === undefined) throw new ConfigError('No password was given; nothing was changed.')
  return hashPassword(check(password))
}

async function askTwice(terminal: Pick<Deps, 'input' | 'ask'>): Promise<string | undefined> {
  const first = await askSecret(terminal, 'New password for the owner: ')
  if (first === undefined) return undefined
  check(first)
  const second = await askSecret(terminal, 'The same once more: ')
  if (second !== undefined && second !== first)
    throw new ConfigError('The two are not the same; nothing was changed.')
  return second
}

function check(password: string): string {
  const result = Password.safeParse(password)
  if (result.success) return result.data
  throw new ConfigError(`The password ${result.error.issues[0]!.message}; nothing was changed.`)
}
