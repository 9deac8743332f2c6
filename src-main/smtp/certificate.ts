import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export type Certificate = { key: string; cert: string }

const validDays = 825
const dayMs = 24 * 60 * 60 * 1000

/**
 * The server's own certificate for localhost: made on first start, kept in the data directory (the key readable
 * by its owner only), made anew when it is about to end. Without a directory it lives as long as the process.
 */
export async function loadCertificate(dataDir: string | null, now: number): Promise<Certificate> {
  if (dataDir === null) return makeCertificate(now)
  const folder = join(dataDir, 'tls')
  const kept = await readCertificate(folder, now)
  if (kept) return kept
  const fresh = await makeCertificate(now)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(join(folder, 'key.pem'), fresh.key, { mode: 0o600 })
  await writeFile(join(folder, 'cert.pem'), fresh.cert)
  return fresh
}

/** The kept pair, if it is whole, belongs together and does not end soon. */
async function readCertificate(folder: string, now: number): Promise<Certificate | undefined> {
  try {
    const [key, cert] = await Promise.all([
      readFile(join(folder, 'key.pem'), 'utf8'),
      readFile(join(folder, 'cert.pem'), 'utf8'),
    ])
    const parsed = new X509Certificate(cert)
    const usable = parsed.checkPrivateKey(createPrivateKey(key)) && Date.parse(parsed.validTo) > now + dayMs
    return usable ? { key, cert } : undefined
  } catch {
    return undefined // not there yet, or only half written: a new pair replaces both
  }
}

async function makeCertificate(now: number): Promise<Certificate> {
  const { generate } = await import('selfsigned')
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - dayMs),
    notAfterDate: new Date(now + validDays * dayMs),
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  })
  return { key: made.private, cert: made.cert }
}
