import { readFileSync } from 'node:fs'
import { ConfigError } from '../config/config-error.ts'
import { readPasswordFile } from '../config/password-file.ts'
import type { Config } from '../config/schema.ts'
import { createOwner, type Owner } from '../owner/owner.ts'
import { hashPassword } from '../passwords/password-hash.ts'
import type { OwnerRepository } from '../owner/repository.ts'
import type { ListeningState } from './listening.ts'

type Deps = { config: Config; listening: ListeningState; repository: OwnerRepository; now: () => number }

/**
 * The owner as the options want it. Rejects with ConfigError rather than let others in without a password; where they were
 * let in by a change that was kept, it stays on this machine instead, so that the owner can come and mend it.
 */
export async function openOwner({ config, listening, repository, now }: Deps): Promise<Owner> {
  const { allowHost, passwordFile } = config
  const fromFile =
    passwordFile === null
      ? undefined
      : await hashPassword(readPasswordFile(passwordFile, path => readFileSync(path, 'utf8')))
  const owner = await createOwner({ repository, fromFile, openMode: listening.openMode, now })
  if (listening.openMode() || owner.passwordSet()) return owner
  if (allowHost.length > 0 || config.given.host || listening.source('host').kind !== 'kept')
    throw new ConfigError(needsPassword({ ...config, host: listening.current().host }))
  listening.stayHere()
  return owner
}

function needsPassword({ host, allowHost, dataDir }: Config): string {
  const cause = allowHost.length > 0 ? `--allow-host ${allowHost.join(',')}` : `--host ${host}`
  const ways =
    dataDir === ':memory:'
      ? 'Give one with --password-file, since a store in memory keeps none.'
      : `Set one with "mayfly password --data-dir ${dataDir}", or give one with --password-file.`
  return `${cause} lets others reach this server, so its owner needs a password. ${ways}`
}
