import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { KeyMaking, makeKey, newKeyMaking, seal, SealedBox, unseal } from './sealed-box.ts'
import type { SecretStore } from './secret-store.ts'

const SecretFile = z.strictObject({ version: z.literal(1), key: KeyMaking, box: SealedBox })
const Contents = z.record(z.string(), z.string())

/** The file is there and cannot be used; the message says why. */
export class SecretFileError extends Error {}

type Deps = { file: string; passphrase: string }

/**
 * Secrets in a file that only the passphrase opens, readable by this user alone. Rejects with SecretFileError when a file
 * is there and the passphrase is not its own.
 */
export async function openFileSecrets({ file, passphrase }: Deps): Promise<SecretStore> {
  const kept = await readSealed(file)
  const keyMaking = kept?.key ?? newKeyMaking()
  const key = await makeKey(passphrase, keyMaking)
  let secrets = kept ? openBox(file, key, kept.box) : {}
  let writing = Promise.resolve()

  /** One after the other. What could not be written is not remembered either. */
  function change(changed: (secrets: Record<string, string>) => Record<string, string>): Promise<void> {
    const done = writing.then(async () => {
      const next = changed(secrets)
      if (next === secrets) return
      await replaceFile(file, { version: 1, key: keyMaking, box: seal(key, JSON.stringify(next)) })
      secrets = next
    })
    writing = done.catch(() => {})
    return done
  }

  return {
    kind: 'file',
    readOnly: false,
    get: name => Promise.resolve(Object.hasOwn(secrets, name) ? secrets[name] : undefined),
    set: (name, secret) => change(known => ({ ...known, [name]: secret })),
    remove: name =>
      change(known => {
        const { [name]: gone, ...rest } = known
        return gone === undefined ? known : rest
      }),
  }
}

async function readSealed(file: string): Promise<z.infer<typeof SecretFile> | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined // what Node's file system throws
    throw new SecretFileError(`The file of secrets ${file} cannot be read.`, { cause: error })
  }
  try {
    return SecretFile.parse(JSON.parse(text))
  } catch (error) {
    throw new SecretFileError(
      `${file} is no file of secrets, or is damaged. Move it away to begin a new one.`,
      { cause: error },
    )
  }
}

function openBox(file: string, key: Buffer, box: SealedBox): Record<string, string> {
  try {
    return Contents.parse(JSON.parse(unseal(key, box)))
  } catch (error) {
    throw new SecretFileError(
      `The passphrase does not open the file of secrets ${file}. Give the one that it was made with.`,
      { cause: error },
    )
  }
}

/** Whoever looks, or the power failing, finds the old file or the new one, whole. */
async function replaceFile(file: string, contents: z.infer<typeof SecretFile>): Promise<void> {
  const temporary = `${file}.new`
  const handle = await open(temporary, 'w', 0o600)
  try {
    await handle.chmod(0o600) // one that was left behind keeps the mode it had
    await handle.writeFile(`${JSON.stringify(contents)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, file)
  await syncFolder(dirname(file))
}

/** Windows has no such thing, and needs none. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => {})
  await handle?.close()
}
