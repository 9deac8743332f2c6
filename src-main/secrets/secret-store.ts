/**
 * Where secrets are kept: `system` is the operating system's own store, `file` an encrypted file, `session` this
 * process's memory and gone with it, `environment` variables that somebody else has set.
 */
export type SecretKind = 'system' | 'file' | 'session' | 'environment'

/** Secrets by name. Names are ours and no secret; what rejects says why, in words for people. */
export type SecretStore = {
  kind: SecretKind
  /** Then `set` and `remove` reject. */
  readOnly: boolean
  /** Undefined when there is none of this name. */
  get(name: string): Promise<string | undefined>
  set(name: string, secret: string): Promise<void>
  /** Removing what is not there is no failure. */
  remove(name: string): Promise<void>
}

/** What the application is handed: what variables say goes first, and `kept` takes what is typed in. */
export type Secrets = { environment: SecretStore; kept: SecretStore }
