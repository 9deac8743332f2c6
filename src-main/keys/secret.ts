import { createHash, randomInt } from 'node:crypto'
import type { KeyService } from '#shared/api/keys.ts'

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** Nothing that a shell, a URL or a double click would stumble over. */
const base62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** How keys of each service begin. */
export const keyPrefixes: Record<KeyService, string> = {
  mayfly: 'mayfly_',
  minutemail: 'mmak_',
  dustmail: 'dm_live_',
  momail: 'mk_',
  mailfade: 'mf_',
}

/** What follows the prefix, as each service documents it; at least 178 random bits (30 of 62 characters). */
const bodies: Record<KeyService, () => string> = {
  mayfly: () => randomText(base62, 40),
  minutemail: () => randomText(base32, 52),
  dustmail: () => randomText(base62, 32),
  momail: () => `${randomText(base62, 8)}_${randomText(base62, 32)}`,
  mailfade: () => randomText(base62, 30),
}

/** A new key. It goes to whoever asked for it; what stays here is its hash. */
export function createSecret(service: KeyService): string {
  return keyPrefixes[service] + bodies[service]()
}

/** SHA-256, hex. Enough for what is random: there is nothing to guess that a slow hash would have to slow down. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}
