import { expect, test } from 'vitest'
import { codeLifetimeMs, judgeCode, type IssuedCode, type PresentedCode } from './judge-code.ts'

// RFC 7636, appendix B.
const codeVerifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const codeChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

const redirectUri = 'http://localhost:3000/callback'
const grant = { clientId: 'app', identityId: 'ada', redirectUri, scope: ['openid'] }
const plain: IssuedCode = { grant, issuedAt: 1000, state: 'open' }
const challenged: IssuedCode = { ...plain, grant: { ...grant, codeChallenge } }
const withSecret: PresentedCode = { clientId: 'app', redirectUri, knowsSecret: true }
const withVerifier: PresentedCode = { clientId: 'app', redirectUri, codeVerifier, knowsSecret: false }

test('a code is good with the secret of its app, or with the verifier of its challenge', () => {
  expect(judgeCode(plain, withSecret, 1000)).toBeUndefined()
  expect(judgeCode(challenged, withVerifier, 1000)).toBeUndefined()
  expect(judgeCode(challenged, { ...withVerifier, knowsSecret: true }, 1000)).toBeUndefined()
})

test('it is good for a minute, to the millisecond', () => {
  expect(judgeCode(plain, withSecret, 1000 + codeLifetimeMs - 1)).toBeUndefined()
  expect(judgeCode(plain, withSecret, 1000 + codeLifetimeMs)).toBe('expired')
})

test.each<[string, IssuedCode | undefined, PresentedCode]>([
  ['unknown', undefined, withSecret],
  ['unknown', plain, { ...withSecret, clientId: 'other' }],
  ['used', { ...plain, state: 'used' }, withSecret],
  ['used', { ...plain, state: 'revoked' }, withSecret],
  ['other redirect_uri', plain, { ...withSecret, redirectUri: `${redirectUri}/` }],
  ['verifier missing', challenged, withSecret],
  ['verifier wrong', challenged, { ...withVerifier, codeVerifier: `${codeVerifier}x` }],
  ['verifier wrong', challenged, { ...withVerifier, codeVerifier: codeChallenge }],
  ['verifier without challenge', plain, { ...withVerifier, knowsSecret: true }],
  ['neither secret nor challenge', plain, { ...withSecret, knowsSecret: false }],
])('%s', (refusal, code, presented) => {
  expect(judgeCode(code, presented, 1000)).toBe(refusal)
})
