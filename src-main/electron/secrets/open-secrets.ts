import { join } from 'node:path'
import { app, safeStorage } from 'electron'
import { createEnvironmentSecrets } from '../../secrets/environment-secrets.ts'
import type { Secrets } from '../../secrets/secret-store.ts'
import { createSystemSecrets } from './system-secrets.ts'

type Deps = { dataDir: string; env: Record<string, string | undefined> }

/** Secrets of the desktop. Beside `secrets.json`, which a server without a window may have made in the same folder. */
export function openSystemSecrets({ dataDir, env }: Deps): Secrets {
  const kept = createSystemSecrets({
    safeStorage,
    platform: process.platform,
    ready: app.whenReady(),
    file: dataDir === ':memory:' ? undefined : join(dataDir, 'system-secrets.json'),
  })
  return { environment: createEnvironmentSecrets(env), kept }
}
