import * as oauth from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCompat } from '#test/support/compat.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { callback, choose, newAccount, newApp, openApp, readPage } from './minutemail-sign-in.ts'

let app: TestApp
let issuer: string
let account: Awaited<ReturnType<typeof newAccount>>
beforeAll(async () => {
  const started = await startCompat()
  app = started.app
  // The client library looks at its own clock.
  started.clock.set(Date.now())
  issuer = `${app.url}/compat/minutemail`
  account = await newAccount(app)
})
afterAll(() => app.stop())

test('says of itself what it offers, where it was asked', async () => {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`)
  expect(await response.json()).toMatchObject({
    issuer,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    jwks_uri: `${issuer}/jwks`,
    code_challenge_methods_supported: ['S256'],
    id_token_signing_alg_values_supported: ['RS256'],
  })
  const byName = await app.app.http.inject({
    url: '/.well-known/openid-configuration',
    headers: { host: 'api.minutemail.localhost:8025' },
  })
  expect(byName.json()).toMatchObject({
    issuer: 'http://api.minutemail.localhost:8025',
    jwks_uri: 'http://api.minutemail.localhost:8025/jwks',
  })
})

test('by its host name, and behind a proxy with TLS, it signs in as the one it was called', async () => {
  const { clientId } = await account.newClient()
  const { id } = await account.newIdentity(clientId, 'named@minutemail.cc')
  const asked = new URLSearchParams({ client_id: clientId, redirect_uri: callback, response_type: 'code' })
  const signIn = async (origin: string, headers: Record<string, string>) => {
    const answer = await app.app.http.inject({
      method: 'POST',
      url: `/oauth/authorize?${asked}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin, ...headers },
      payload: `identity=${id}`,
    })
    return new URL(answer.headers.location!).searchParams.get('iss')
  }
  const host = 'minutemail.localhost:8025'
  expect(await signIn(`http://${host}`, { host })).toBe(`http://${host}`)
  const proxied = { host, 'x-forwarded-proto': 'https' }
  expect(await signIn(`http://${host}`, proxied)).toBe(`https://${host}`)
})

test('an app without a secret signs somebody in by PKCE and learns who it is', async () => {
  const { clientId } = await account.newClient({ name: 'Shop' })
  const ada = await account.newIdentity(clientId, 'ada@minutemail.cc', {
    username: 'ada',
    name: 'Ada Lovelace',
    avatarUrl: 'https://cdn.test/ada.png',
    claims: { role: 'admin', sub: 'root' },
  })
  await account.newIdentity(clientId, 'bob@minutemail.cc', { emailVerified: false })
  const shop = await newApp(issuer, { clientId })

  const { response, html, choices } = await readPage(shop.url())
  expect(response.status).toBe(200)
  expect(html).toContain('<strong>Shop</strong>')
  expect(choices).toEqual([
    { id: ada.id, name: 'Ada Lovelace', address: 'ada@minutemail.cc' },
    { id: expect.any(String) as string, name: 'bob', address: 'bob@minutemail.cc' },
  ])
  const location = await choose(shop.url(), { identity: ada.id })
  expect(location.startsWith(`${callback}?code=`)).toBe(true)
  const tokens = await shop.exchange(location)

  const who = {
    sub: ada.id,
    email: 'ada@minutemail.cc',
    email_verified: true,
    name: 'Ada Lovelace',
    preferred_username: 'ada',
    picture: 'https://cdn.test/ada.png',
    role: 'admin',
  }
  const issued = {
    iss: issuer,
    aud: clientId,
    iat: expect.any(Number) as number,
    exp: expect.any(Number) as number,
  }
  const claims = tokens.claims()!
  expect(claims).toEqual({ ...who, ...issued, auth_time: claims.iat, nonce: shop.expected.expectedNonce })
  expect(claims.exp - claims.iat).toBe(3600)
  expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'openid email profile' })
  expect(await oauth.fetchUserInfo(shop.config, tokens.access_token, ada.id)).toEqual(who)
})

test.each([
  ['client_secret_basic', oauth.ClientSecretBasic],
  ['client_secret_post', oauth.ClientSecretPost],
])('an app with its secret (%s) needs no challenge', async (_name, authWith) => {
  const { clientId, clientSecret } = await account.newClient()
  const { id } = await account.newIdentity(clientId, `${_name}@minutemail.cc`)
  const shop = await openApp(issuer, clientId, authWith(clientSecret))
  const url = shop.url({ code_challenge: '', code_challenge_method: '' })
  const location = await choose(url, { identity: id })
  const tokens = await shop.exchange(location, shop.expected)
  expect(tokens.claims()).toMatchObject({ sub: id, aud: clientId })
})

describe('what an app asks for is what it learns', () => {
  async function signIn(providerType: string, scope: string) {
    const { clientId } = await account.newClient({ providerType })
    const address = `${providerType}@minutemail.cc`
    const { id } = await account.newIdentity(clientId, address, { claims: { role: 'admin' } })
    const shop = await newApp(issuer, { clientId })
    const location = await choose(shop.url({ scope }), { identity: id })
    // A nonce comes back in an id_token only.
    const { expectedNonce: _, ...withoutNonce } = shop.allChecks
    const tokens = await shop.exchange(location, scope.includes('openid') ? shop.allChecks : withoutNonce)
    return { id, address, shop, tokens }
  }

  test('only who it is, and no extra claims by what stands in for Google', async () => {
    const { id, shop, tokens } = await signIn('google', 'openid')
    expect(Object.keys(tokens.claims()!).toSorted()).toEqual(
      ['aud', 'auth_time', 'exp', 'iat', 'iss', 'nonce', 'sub'].toSorted(),
    )
    expect(await oauth.fetchUserInfo(shop.config, tokens.access_token, id)).toEqual({ sub: id })
  })

  test('a scope that is not known is passed over, and told', async () => {
    const { address, tokens } = await signIn('github', 'openid email read:org')
    expect(tokens.scope).toBe('openid email')
    expect(tokens.claims()).toMatchObject({ email: address })
    expect(tokens.claims()).not.toHaveProperty('name')
  })

  test('without openid there is no id_token', async () => {
    const { id, address, shop, tokens } = await signIn('custom', 'email')
    expect(tokens.id_token).toBeUndefined()
    expect(await oauth.fetchUserInfo(shop.config, tokens.access_token, id)).toEqual({
      sub: id,
      email: address,
      email_verified: true,
      role: 'admin',
    })
  })
})

test('an app in a browser may do all of it from its own origin', async () => {
  const { clientId } = await account.newClient()
  const { id } = await account.newIdentity(clientId, 'page@minutemail.cc')
  const origin = 'http://localhost:3000'
  const shop = await newApp(issuer, { clientId })
  const responses: Response[] = []
  shop.config[oauth.customFetch] = async (url, options) => {
    const headers = { ...options.headers, origin, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }
    const response = await fetch(url, { ...(options as RequestInit), headers })
    responses.push(response)
    return response
  }
  const tokens = await shop.exchange(await choose(shop.url(), { identity: id }))
  await oauth.fetchUserInfo(shop.config, tokens.access_token, id)
  expect(responses.map(({ url }) => new URL(url).pathname.replace('/compat/minutemail', ''))).toEqual([
    '/oauth/token',
    '/jwks',
    '/oauth/userinfo',
  ])
  for (const response of responses) expect(response.headers.get('access-control-allow-origin')).toBe(origin)
})

test('the key that signs stays the same, and is never shown', async () => {
  const read = async () => (await (await fetch(`${issuer}/jwks`)).json()) as { keys: object[] }
  const { keys } = await read()
  expect(keys).toEqual([
    {
      kty: 'RSA',
      use: 'sig',
      alg: 'RS256',
      e: 'AQAB',
      kid: expect.stringMatching(/^[\w-]{43}$/) as string,
      n: expect.stringMatching(/^[\w-]{342}$/) as string,
    },
  ])
  expect(await read()).toEqual({ keys })
})
