import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import { z } from 'zod'

/** A password as it is kept: a hash of its own salt, with what the hash was made with. */
export const PasswordHash = z.object({
  algorithm: z.literal('scrypt'),
  cost: z.int().positive(),
  blockSize: z.int().positive(),
  parallelization: z.int().positive(),
  salt: z.base64url(),
  hash: z.base64url(),
})
export type PasswordHash = z.infer<typeof PasswordHash>

/** 32 MiB and about a tenth of a second for each guess (OWASP's second choice, which more than a laptop can pay). */
const inForce = { cost: 2 ** 15, blockSize: 8, parallelization: 3 } as const
const saltBytes = 16
const hashBytes = 32

/** Has the cost of a real one, and no password is known to fit it. */
export const hashOfNobody: PasswordHash = {
  algorithm: 'scrypt',
  ...inForce,
  salt: 'A'.repeat(22),
  hash: 'A'.repeat(43),
}

/** Hashes with a new salt, off the main thread. */
export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(saltBytes)
  const hash = await derive(password, salt, { ...inForce })
  return {
    algorithm: 'scrypt',
    ...inForce,
    salt: salt.toString('base64url'),
    hash: hash.toString('base64url'),
  }
}

/** Whether it is the password that was hashed; takes as long either way. */
export async function isPassword(password: string, kept: PasswordHash): Promise<boolean> {
  const expected = Buffer.from(kept.hash, 'base64url')
  const given = await derive(password, Buffer.from(kept.salt, 'base64url'), kept)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

type Cost = Pick<PasswordHash, 'cost' | 'blockSize' | 'parallelization'>

/** The same text typed on different keyboards can be different code points: NFC makes them one. */
function derive(password: string, salt: Buffer, { cost, blockSize, parallelization }: Cost): Promise<Buffer> {
  // What scrypt needs is 128 * N * r, and a little more.
  const options: ScryptOptions = { cost, blockSize, parallelization, maxmem: 256 * cost * blockSize }
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFC'), salt, hashBytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  )
}
