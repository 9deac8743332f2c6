import { createHmac, randomBytes } from 'node:crypto'
import { hashOfNobody, isPassword } from './password-hash.ts'
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

  return async (user: string, password: string): Promise<boolean> => {
    const listed = users().find(one => one.user === user)
    // Whoever guesses names is not told by the time that takes which ones there are.
    const hash = listed?.hash ?? hashOfNobody
    // Holds the hash, so that a new password or a removed user makes it worthless.
    const mark = createHmac('sha256', secret).update(`${hash}\0${password}`).digest('base64')
    if (good.has(mark)) return true
    if (!(await isPassword(password, hash)) || !listed) return false
    if (good.size >= maxRemembered) good.clear()
    good.add(mark)
    return true
  }
}
