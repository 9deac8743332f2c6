import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { replaceFile } from './replace-file.ts'
import { KeyMaking, makeKey, newKeyMaking, seal, SealedBox, unseal } from './sealed-box.ts'
import type { SecretStore } from './secret-store.ts'

const SecretFile = z.strictObject({ version: z.literal(1), key: KeyMaking, box: SealedBox })
type SecretFile = z.infer<typeof SecretFile>
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
      const contents: SecretFile = { version: 1, key: keyMaking, box: seal(key, JSON.stringify(next)) }
      await replaceFile(file, contents)
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

async function readSealed(file: string): Promise<SecretFile | undefined> {
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
