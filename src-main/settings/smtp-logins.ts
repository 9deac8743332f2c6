import { createHmac, randomBytes } from 'node:crypto'
import { hashOfNobody, isPassword } from '../passwords/password-hash.ts'
import type { KeptUser } from './repository.ts'

/** Good logins remembered; more only when the list was changed often, and then they are forgotten. */
const maxRemembered = 1_000

/**
 * Checks logins against the listed users. A login that was good is known again without the costly hash, by a keyed
 * digest that dies with the process: a test run that logs in with each of its mails need not wait for a thousand
 * hashes.
 */
export function createLoginCheck(users: () => readonly KeptUser[]) {
  const secret = randomBytes(32)
  const good = new Set<string>()

  const find = (user: string) => users().find(one => one.user === user)

  /** Holds the hash, so that a new password or a removed user makes it worthless. */
  function markOf({ hash }: KeptUser, password: string): string {
    const kept = `${hash.salt}${hash.hash}`
    return createHmac('sha256', secret).update(`${kept}\0${password}`).digest('base64')
  }

  return {
    /** Whether this very login was good before, and still is. */
    isRemembered(user: string, password: string): boolean {
      const listed = find(user)
      return listed !== undefined && good.has(markOf(listed, password))
    },
    /** Whether it is good; costs a hash, and takes as long either way. */
    async isGood(user: string, password: string): Promise<boolean> {
      const listed = find(user)
      // Whoever guesses names is not told by the time that takes which ones there are.
      if (!(await isPassword(password, listed?.hash ?? hashOfNobody)) || !listed) return false
      if (good.size >= maxRemembered) good.clear()
      good.add(markOf(listed, password))
      return true
    },
  }
}
