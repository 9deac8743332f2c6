import { createHmac, randomBytes } from 'node:crypto'

/** https://www.standardwebhooks.com asks for 24 to 64. */
const secretBytes = 32
const secretPrefix = 'whsec_'

export function createSecret(): string {
  return secretPrefix + randomBytes(secretBytes).toString('base64')
}

/** The headers by which a receiver knows a delivery, its age, and that it comes from here (Standard Webhooks 1.0.0). */
export function signatureHeaders(signed: { id: string; body: string; secret: string; now: number }) {
  const seconds = String(Math.floor(signed.now / 1000))
  const key = Buffer.from(signed.secret.slice(secretPrefix.length), 'base64')
  const mac = createHmac('sha256', key).update(`${signed.id}.${seconds}.${signed.body}`)
  return {
    'webhook-id': signed.id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${mac.digest('base64')}`,
  }
}
