import { Password } from '#shared/api/owner.ts'
import { ConfigError } from './config-error.ts'

/** The first line of the file of `--password-file`. Throws ConfigError. */
export function readPasswordFile(path: string, readFile: (path: string) => string): string {
  const [line = ''] = readText(path, readFile).split(/\r?\n/)
  if (line === '')
    throw new ConfigError(`The password file ${path} is empty: its first line is the password.`)
  const result = Password.safeParse(line)
  if (result.success) return result.data
  throw new ConfigError(`The password in the first line of ${path} ${result.error.issues[0]!.message}.`)
}

function readText(path: string, readFile: (path: string) => string): string {
  try {
    return readFile(path)
  } catch (error) {
    throw new ConfigError(
      `The password file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
