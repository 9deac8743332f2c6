import { readFileSync } from 'node:fs'
import { ConfigError } from '../config/config-error.ts'
import { readPasswordFile } from '../config/password-file.ts'
import type { Config } from '../config/schema.ts'
import { isOpenMode } from '../owner/open-mode.ts'
import { createOwner, type Owner } from '../owner/owner.ts'
import { hashPassword } from '../passwords/password-hash.ts'
import type { OwnerRepository } from '../owner/repository.ts'

type Deps = { config: Config; repository: OwnerRepository; now: () => number }

/** The owner as the options want it. Rejects with ConfigError rather than let others in without a password. */
export async function openOwner({ config, repository, now }: Deps): Promise<Owner> {
  const { host, allowHost, passwordFile } = config
  const fromFile =
    passwordFile === null
      ? undefined
      : await hashPassword(readPasswordFile(passwordFile, path => readFileSync(path, 'utf8')))
  const openMode = isOpenMode({ host, allowedNames: allowHost })
  const owner = await createOwner({ repository, fromFile, openMode, now })
  if (!openMode && !owner.passwordSet()) throw new ConfigError(needsPassword(config))
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
