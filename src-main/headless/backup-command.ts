import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { ConfigError } from '../config/config-error.ts'
import type { Config } from '../config/schema.ts'
import { copyStore } from '../storage/copy-store.ts'
import { toStoreError } from '../storage/store-error.ts'

type Deps = { config: Pick<Config, 'dataDir'>; target: string | undefined }

/**
 * `mayfly backup FILE`: copies the store to a file, whether a Mayfly runs on it or not. Answers what was done, in words.
 * Throws ConfigError when there is nothing to copy or to copy to, StoreError when it cannot be read.
 */
export async function backUpTo({ config: { dataDir }, target }: Deps): Promise<string> {
  if (target === undefined) throw new ConfigError('Name the file: mayfly backup FILE.')
  const file = join(dataDir, 'mayfly.db')
  if (!existsSync(file)) throw new ConfigError(`There is no store in ${dataDir}.`)
  if (existsSync(target)) throw new ConfigError(`${target} is there already; nothing was written.`)
  const part = `${resolve(target)}.part`
  try {
    await copyStore(file, part, () => {})
    await rename(part, target)
  } catch (error) {
    await rm(part, { force: true })
    throw toStoreError(error, file)
  }
  return `The store of ${dataDir} is backed up to ${target}.`
}
