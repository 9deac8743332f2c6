import type { SecretStore } from './secret-store.ts'

/**
 * Secrets in variables: `remote key staging` is `MAYFLY_REMOTE_KEY_STAGING`. Whatever is no letter or digit of ASCII
 * becomes `_` in the variable's name.
 */
export function createEnvironmentSecrets(env: Record<string, string | undefined>): SecretStore {
  const refuse = (name: string) =>
    Promise.reject(new Error(`${variableOf(name)} is set outside of Mayfly: change it there.`))
  return {
    kind: 'environment',
    readOnly: true,
    // An empty variable is one that is not set, as for options.
    get: name => Promise.resolve(env[variableOf(name)] || undefined),
    set: refuse,
    remove: refuse,
  }
}

function variableOf(name: string): string {
  return `MAYFLY_${name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}`
}
