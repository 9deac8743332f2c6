import { createHash } from 'node:crypto'

/** https://www.standardwebhooks.com: from 24 to 64 bytes. */
const minBytes = 24
const maxBytes = 64

/**
 * A secret that a client chose, in the form that webhooks here have; one that has this form is taken as it is. HMAC fills a short key with zeros up to 64 bytes and
 * hashes a longer one first (RFC 2104), so what is signed with the result is signed with the text itself.
 */
export function toNativeSecret(secret: string): string {
  if (isNative(secret)) return secret
  const bytes = Buffer.from(secret)
  const key = bytes.length > maxBytes ? createHash('sha256').update(bytes).digest() : bytes
  const filled = Buffer.concat([key, Buffer.alloc(Math.max(0, minBytes - key.length))])
  return `whsec_${filled.toString('base64')}`
}

function isNative(secret: string): boolean {
  const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1] ?? ''
  const bytes = Buffer.from(base64, 'base64')
  return bytes.length >= minBytes && bytes.length <= maxBytes && bytes.toString('base64') === base64
}
