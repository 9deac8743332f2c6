import { ConfigError } from './config-error.ts'

const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** The certificates of a PEM file; none without a file. Throws ConfigError. */
export function readCertificates(path: string | null, readFile: (path: string) => string): string[] {
  if (path === null) return []
  const found = readText(path, readFile).match(block)
  if (found) return found
  throw new ConfigError(`The file of --extra-ca, ${path}, holds no certificate in PEM.`)
}

function readText(path: string, readFile: (path: string) => string): string {
  try {
    return readFile(path)
  } catch (error) {
    throw new ConfigError(
      `The file of --extra-ca, ${path}, cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
