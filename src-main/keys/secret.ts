import { createHash, randomInt } from 'node:crypto'
import { keyPrefixes, type KeyService } from '#shared/api/keys.ts'

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const base36 = 'abcdefghijklmnopqrstuvwxyz0123456789'
/** Nothing that a shell, a URL or a double click would stumble over. */
const base62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** MoMail's keys have so many characters between two `_` by which a person tells them apart. */
const momailNameChars = 8

/**
 * What follows each way to begin, as its service documents it: at least 178 random bits (30 of 62 characters).
 */
const forms: { [S in KeyService]: Record<(typeof keyPrefixes)[S][number], () => string> } = {
  mayfly: { mayfly_: () => randomText(base62, 40) },
  minutemail: { mmak_: () => randomText(base32, 52), mm_sk_live_: () => randomText(base36, 36) },
  dustmail: { dm_live_: () => randomText(base62, 32) },
  momail: { mk_: () => `${randomText(base62, momailNameChars)}_${randomText(base62, 32)}` },
  mailfade: { mf_: () => randomText(base62, 30) },
}

/** How keys of a service may begin, the usual way first. */
export const prefixesOf = (service: KeyService): readonly string[] => keyPrefixes[service]

/** A new key of the form that a prefix stands for. It goes to whoever asked for it; what stays here is its hash. */
export function createSecret(service: KeyService, prefix: string): string {
  const known = knownPrefix(service, prefix)
  const bodies: Record<string, () => string> = forms[service]
  return known + bodies[known]!()
}

/** What of a key is kept to be shown: its prefix, and the name that MoMail's have in them. */
export function shownPrefix(service: KeyService, secret: string): string {
  const { length } = knownPrefix(service, secret)
  return secret.slice(0, service === 'momail' ? length + momailNameChars + 1 : length)
}

const knownPrefix = (service: KeyService, text: string): string =>
  prefixesOf(service).find(prefix => text.startsWith(prefix))!

/** SHA-256, hex. Enough for what is random: there is nothing to guess that a slow hash would have to slow down. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
}
