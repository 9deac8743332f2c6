import { expect, test } from 'vitest'
import { hashPassword } from '../passwords/password-hash.ts'
import type { KeptUser } from './repository.ts'
import { createLoginCheck } from './smtp-logins.ts'

test('a login counts as long as it is listed with that password, and what was good is remembered', async () => {
  let users: KeptUser[] = [{ user: 'app', hash: await hashPassword('one') }]
  const { isGood, isRemembered } = createLoginCheck(() => users)
  for (const remembered of [false, true]) {
    expect(isRemembered('app', 'one')).toBe(remembered)
    expect(await isGood('app', 'one')).toBe(true)
    for (const [user, password] of [
      ['app', 'two'],
      ['App', 'one'],
      ['other', 'one'],
    ] as const) {
      expect(await isGood(user, password)).toBe(false)
      expect(isRemembered(user, password)).toBe(false)
    }
  }
  users = [{ user: 'app', hash: await hashPassword('two') }]
  expect(isRemembered('app', 'one')).toBe(false)
  expect(await isGood('app', 'one')).toBe(false)
  expect(await isGood('app', 'two')).toBe(true)
  users = []
  expect(isRemembered('app', 'two')).toBe(false)
  expect(await isGood('app', 'two')).toBe(false)
})
