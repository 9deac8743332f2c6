import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../config/config-error.ts'
import { readPassphraseFile } from '../config/password-file.ts'
import type { Config } from '../config/schema.ts'
import { createEnvironmentSecrets } from '../secrets/environment-secrets.ts'
import { openFileSecrets, SecretFileError } from '../secrets/file-secrets.ts'
import type { Secrets, SecretStore } from '../secrets/secret-store.ts'
import { createSessionSecrets } from '../secrets/session-secrets.ts'

type Deps = {
  config: Pick<Config, 'dataDir' | 'secretsPassphraseFile'>
  env: Record<string, string | undefined>
}

/** Secrets of a server without a desktop: an encrypted file if there is a passphrase, else for this run. */
export async function openSecrets({ config, env }: Deps): Promise<Secrets> {
  return { environment: createEnvironmentSecrets(env), kept: await openKept(config) }
}

async function openKept({ dataDir, secretsPassphraseFile }: Deps['config']): Promise<SecretStore> {
  if (secretsPassphraseFile === null || dataDir === ':memory:') return createSessionSecrets()
  const passphrase = readPassphraseFile(secretsPassphraseFile, path => readFileSync(path, 'utf8'))
  try {
    return await openFileSecrets({ file: join(dataDir, 'secrets.json'), passphrase })
  } catch (error) {
    if (error instanceof SecretFileError) throw new ConfigError(error.message)
    throw error
  }
}
