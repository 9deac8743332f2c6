import { randomBytes } from 'node:crypto'
import { hashOf } from './client-secret.ts'
import { judgeCode, type CodeRefusal, type Grant, type IssuedCode, type PresentedCode } from './judge-code.ts'

/** Not to be guessed within its minute (RFC 6749, 10.10). */
const codeBytes = 32
/** Enough for a test run that signs in without a pause; the oldest go first. */
const maxCodes = 10_000

export type RedeemedGrant = Grant & { id: string; issuedAt: number }

/**
 * The codes that were given out. In memory: they live a minute, and a sign-in that a restart broke is tried again. A used
 * one is remembered for `keepMs` from when it was given out, so that using it once more ends what the first use got (RFC 6749, 4.1.2).
 */
export function createCodes({ now, keepMs }: { now: () => number; keepMs: number }) {
  /** By the hash of the code, oldest first. The hash is the id of the grant: tokens name it, and it redeems nothing. */
  const codes = new Map<string, IssuedCode>()

  function forgetOld(): void {
    for (const [id, { issuedAt }] of codes) {
      if (codes.size < maxCodes && issuedAt + keepMs > now()) return
      codes.delete(id)
    }
  }

  return {
    issue(grant: Grant): string {
      forgetOld()
      const code = randomBytes(codeBytes).toString('base64url')
      codes.set(hashOf(code), { grant, issuedAt: now(), state: 'open' })
      return code
    },
    /** Takes a code for good. */
    redeem(code: string, presented: PresentedCode): RedeemedGrant | CodeRefusal {
      const id = hashOf(code)
      const issued = codes.get(id)
      const refusal = judgeCode(issued, presented, now())
      if (refusal === 'used') issued!.state = 'revoked'
      if (refusal) return refusal
      issued!.state = 'used'
      return { ...issued!.grant, id, issuedAt: issued!.issuedAt }
    },
    isRevoked: (grantId: string): boolean => codes.get(grantId)?.state === 'revoked',
  }
}
