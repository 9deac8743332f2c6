import { expect, test } from 'vitest'
import type { Identity } from '#shared/api/identities.ts'
import { claimsOf } from './claims.ts'

const ada: Identity = {
  id: 'id',
  accountId: 'local',
  clientId: 'app',
  mailboxAddress: 'ada@minutemail.cc',
  username: 'ada',
  name: 'Ada Lovelace',
  avatarUrl: null,
  isActive: true,
  emailVerified: false,
  claims: { role: 'admin', sub: 'root', email: 'root@app.test', client_id: 'x', toString: 'x' },
  createdAt: '2026-11-21T05:00:00.000Z',
}
const custom = { providerType: 'custom' } as const
const email = { email: 'ada@minutemail.cc', email_verified: false }
const profile = { name: 'Ada Lovelace', preferred_username: 'ada' }

test.each([
  [['openid'], {}],
  [['openid', 'email'], email],
  [['profile'], profile],
  [['openid', 'email', 'profile'], { ...email, ...profile }],
])('%j shows what it stands for', (scope, claims) => {
  expect(claimsOf(ada, { providerType: 'google' }, scope)).toEqual(claims)
})

test('a picture is told where there is one', () => {
  const avatarUrl = 'https://cdn.test/ada.png'
  expect(claimsOf({ ...ada, avatarUrl }, { providerType: 'apple' }, ['profile'])).toEqual({
    ...profile,
    picture: avatarUrl,
  })
})

test('extra claims are told by custom providers only, and never instead of what tokens say themselves', () => {
  expect(claimsOf(ada, custom, ['openid'])).toEqual({ role: 'admin', toString: 'x' })
  expect(claimsOf(ada, custom, ['email'])).toEqual({ role: 'admin', toString: 'x', ...email })
})
