import { Password } from '#shared/api/owner.ts'
import { ConfigError } from './config-error.ts'

type ReadFile = (path: string) => string

/** The first line of the file of `--password-file`. Throws ConfigError. */
export function readPasswordFile(path: string, readFile: ReadFile): string {
  const line = readFirstLine({ path, readFile, holds: 'password' })
  const result = Password.safeParse(line)
  if (result.success) return result.data
  throw new ConfigError(`The password in the first line of ${path} ${result.error.issues[0]!.message}.`)
}

/** The first line of the file of `--secrets-passphrase-file`. Throws ConfigError. */
export const readPassphraseFile = (path: string, readFile: ReadFile): string =>
  readFirstLine({ path, readFile, holds: 'passphrase' })

function readFirstLine({
  path,
  readFile,
  holds,
}: {
  path: string
  readFile: ReadFile
  holds: string
}): string {
  const [line = ''] = readText(path, holds, readFile).split(/\r?\n/)
  if (line === '')
    throw new ConfigError(`The ${holds} file ${path} is empty: its first line is the ${holds}.`)
  return line
}

function readText(path: string, holds: string, readFile: ReadFile): string {
  try {
    return readFile(path)
  } catch (error) {
    throw new ConfigError(
      `The ${holds} file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
