import { expect, test } from 'vitest'
import { hashOfNobody, hashPassword, isPassword } from './password-hash.ts'
import type { KeptUser } from './repository.ts'
import { createLoginCheck } from './smtp-logins.ts'

test('a password is known by its hash, which is another one each time', async () => {
  const [one, other] = await Promise.all([hashPassword('grün'), hashPassword('grün')])
  expect(one).not.toBe(other)
  expect(one).not.toContain('grün')
  expect(await isPassword('grün', one)).toBe(true)
  expect(await isPassword('gru\u0308n', one)).toBe(true) // typed on another keyboard
  expect(await isPassword('Grün', one)).toBe(false)
})

test.each([
  '',
  'plain',
  'scrypt$1$1$1$$',
  'scrypt$3$8$1$AAAA$AAAA',
  'scrypt$1073741824$8$1$AAAA$AAAA',
  hashOfNobody,
])('a hash that is none fits no password: %j', async hash => {
  expect(await isPassword('', hash)).toBe(false)
  expect(await isPassword('x', hash)).toBe(false)
})

test('a login counts as long as it is listed with that password, remembered or not', async () => {
  let users: KeptUser[] = [{ user: 'app', hash: await hashPassword('one') }]
  const isGood = createLoginCheck(() => users)
  for (let n = 0; n < 2; n++) {
    expect(await isGood('app', 'one')).toBe(true)
    expect(await isGood('app', 'two')).toBe(false)
    expect(await isGood('App', 'one')).toBe(false)
    expect(await isGood('other', 'one')).toBe(false)
  }
  users = [{ user: 'app', hash: await hashPassword('two') }]
  expect(await isGood('app', 'one')).toBe(false)
  expect(await isGood('app', 'two')).toBe(true)
  users = []
  expect(await isGood('app', 'two')).toBe(false)
})
