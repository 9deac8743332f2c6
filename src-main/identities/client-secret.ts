import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Nothing to guess (RFC 6749, 10.10 asks for 128 bits). */
const secretBytes = 32

/** A new one, which goes to whoever asked for it; what stays here is its hash. */
export const createClientSecret = (): string => randomBytes(secretBytes).toString('base64url')

/** SHA-256, hex. Enough for what is random: see docs/decisions/0015. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export function fitsHash(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(secret), 'hex'), Buffer.from(hash, 'hex'))
}
