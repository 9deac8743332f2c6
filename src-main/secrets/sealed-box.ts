import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'

/** 128 MiB and about half a second for each guess (OWASP's first choice): it is paid once in a start. */
const inForce = { cost: 2 ** 17, blockSize: 8, parallelization: 1 } as const
const keyBytes = 32
const saltBytes = 16
/** What GCM is made for (NIST SP 800-38D, 5.2.1.1). A new one for every seal: with a salt of its own it never repeats. */
const ivBytes = 12

/** What is asked of scrypt at most: a file that somebody changed must not take all memory. */
const mostCost = 2 ** 20

/** What a passphrase becomes a key with. */
export const KeyMaking = z.strictObject({
  algorithm: z.literal('scrypt'),
  cost: z.int().min(2).max(mostCost),
  blockSize: z.int().min(1).max(32),
  parallelization: z.int().min(1).max(16),
  salt: z.base64url(),
})
export type KeyMaking = z.infer<typeof KeyMaking>

/** Bytes that only the key opens, and that nobody can have changed (AES-256-GCM). All base64url. */
export const SealedBox = z.strictObject({ iv: z.base64url(), tag: z.base64url(), data: z.base64url() })
export type SealedBox = z.infer<typeof SealedBox>

export const newKeyMaking = (): KeyMaking => ({
  algorithm: 'scrypt',
  ...inForce,
  salt: randomBytes(saltBytes).toString('base64url'),
})

/** The same text typed on different keyboards can be different code points: NFC makes them one. */
export function makeKey(
  passphrase: string,
  { cost, blockSize, parallelization, salt }: KeyMaking,
): Promise<Buffer> {
  const options = { cost, blockSize, parallelization, maxmem: 256 * cost * blockSize }
  return new Promise((resolve, reject) =>
    scrypt(passphrase.normalize('NFC'), Buffer.from(salt, 'base64url'), keyBytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  )
}

export function seal(key: Buffer, text: string): SealedBox {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return {
    iv: iv.toString('base64url'),
    tag: cipher.getAuthTag().toString('base64url'),
    data: data.toString('base64url'),
  }
}

/** Throws when the key is another, or the box was changed. */
export function unseal(key: Buffer, { iv, tag, data }: SealedBox): string {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
  decipher.setAuthTag(Buffer.from(tag, 'base64url'))
  return Buffer.concat([decipher.update(Buffer.from(data, 'base64url')), decipher.final()]).toString('utf8')
}
