import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'

/** What RFC 7914 has for logins that somebody waits for: 16 MB and some 50 ms for each guess. */
const cost = { N: 2 ** 14, r: 8, p: 1 }
const saltBytes = 16
const keyBytes = 32
/** A kept hash must not make us take memory without bound. */
const maxMemoryBytes = 64 * 1024 * 1024

/** Has the cost of a real one, and no password fits it. */
export const hashOfNobody = `scrypt$${cost.N}$${cost.r}$${cost.p}$${'A'.repeat(22)}==$${'A'.repeat(43)}=`

/** A password to be kept: `scrypt$N$r$p$salt$key`, the last two in base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const key = await derive(password, salt, keyBytes, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), key.toString('base64')].join('$')
}

/** False as well for a hash that this version cannot read. Takes as long for a wrong password as for the right one. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [scheme, N, r, p, salt = '', key = ''] = hash.split('$')
  const expected = Buffer.from(key, 'base64')
  if (scheme !== 'scrypt' || expected.length === 0) return false
  try {
    const options = { N: Number(N), r: Number(r), p: Number(p) }
    const derived = await derive(password, Buffer.from(salt, 'base64'), expected.length, options)
    return timingSafeEqual(derived, expected)
  } catch {
    return false // costs that scrypt refuses
  }
}

function derive(password: string, salt: Buffer, bytes: number, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, bytes, { ...options, maxmem: maxMemoryBytes }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
