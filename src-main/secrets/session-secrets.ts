import type { SecretStore } from './secret-store.ts'

/** Keeps secrets while the program runs: where there is nothing safe to write them to. */
export function createSessionSecrets(): SecretStore {
  const secrets = new Map<string, string>()
  return {
    kind: 'session',
    readOnly: false,
    get: name => Promise.resolve(secrets.get(name)),
    set: (name, secret) => Promise.resolve(void secrets.set(name, secret)),
    remove: name => Promise.resolve(void secrets.delete(name)),
  }
}
