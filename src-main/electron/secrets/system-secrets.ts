import { readFile, rename } from 'node:fs/promises'
import type { SafeStorage } from 'electron'
import { z } from 'zod'
import { replaceFile } from '../../secrets/replace-file.ts'
import type { SecretStore } from '../../secrets/secret-store.ts'
import { createSessionSecrets } from '../../secrets/session-secrets.ts'

/** Each by its name, encrypted by the system, as base64. */
const SecretFile = z.strictObject({ version: z.literal(1), secrets: z.record(z.string(), z.base64()) })
type Blobs = Record<string, string>

type Deps = {
  /** Of its own only once the app is ready. */
  safeStorage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
  >
  platform: NodeJS.Platform
  ready: Promise<unknown>
  /** Undefined where nothing is kept on the disk. */
  file: string | undefined
}

/**
 * Secrets that the operating system encrypts: macOS by the keychain, Windows for this user, Linux by the desktop's
 * keyring. Where there is none they last as long as this run, and `kind` says so. Can be handed on before the app is
 * ready: whoever asks waits for it.
 */
export function createSystemSecrets(deps: Deps): SecretStore {
  let opened: SecretStore = createSessionSecrets()
  const opening = open(deps).then(store => (opened = store))
  opening.catch(() => {}) // whoever asks is told
  return {
    get kind() {
      return opened.kind
    },
    readOnly: false,
    get: async name => (await opening).get(name),
    set: async (name, secret) => (await opening).set(name, secret),
    remove: async name => (await opening).remove(name),
  }
}

async function open({ ready, file, ...deps }: Deps): Promise<SecretStore> {
  await ready
  if (file === undefined || !(await isSafe(deps))) return createSessionSecrets()
  return openFile(file, deps.safeStorage)
}

/** Linux without a keyring "encrypts" with a password that everybody knows: that is no secret kept. */
async function isSafe({ safeStorage, platform }: Pick<Deps, 'safeStorage' | 'platform'>): Promise<boolean> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return false
  return platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
}

async function openFile(file: string, safeStorage: Deps['safeStorage']): Promise<SecretStore> {
  let blobs = await read(file)
  let writing = Promise.resolve()

  /** One after the other. What could not be written is not remembered either. */
  function change(changed: (blobs: Blobs) => Blobs): Promise<void> {
    const done = writing.then(async () => {
      const next = changed(blobs)
      await replaceFile(file, { version: 1, secrets: next })
      blobs = next
    })
    writing = done.catch(() => {})
    return done
  }

  async function set(name: string, secret: string): Promise<void> {
    const blob = (await safeStorage.encryptStringAsync(secret)).toString('base64')
    return change(known => ({ ...known, [name]: blob }))
  }

  return {
    kind: 'system',
    readOnly: false,
    set,
    async get(name) {
      if (!Object.hasOwn(blobs, name)) return undefined
      const { result, shouldReEncrypt } = await decrypt(safeStorage, Buffer.from(blobs[name]!, 'base64'))
      if (shouldReEncrypt) await set(name, result)
      return result
    },
    async remove(name) {
      if (!Object.hasOwn(blobs, name)) return
      await change(({ [name]: _gone, ...rest }) => rest)
    },
  }
}

async function decrypt(safeStorage: Deps['safeStorage'], blob: Buffer) {
  try {
    return await safeStorage.decryptStringAsync(blob)
  } catch (cause) {
    throw new Error(
      'The system no longer opens what it has encrypted: its keyring is locked or another one. Unlock it, or enter the secret again.',
      { cause },
    )
  }
}

/** One that cannot be read is put aside: what it held has to be entered again, and nothing else depends on it. */
async function read(file: string): Promise<Blobs> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {} // what Node's file system throws
    throw error
  }
  const parsed = SecretFile.safeParse(fromJson(text))
  if (parsed.success) return parsed.data.secrets
  await rename(file, `${file}.damaged`)
  return {}
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
