import * as oauth from 'openid-client'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { callback, choose, newApp, openApp, startProvider } from './minutemail-sign-in.ts'

const { app, clock, issuer, account, client, ada, refused, userInfo } = await startProvider()
let shop: Awaited<ReturnType<typeof newApp>>
afterAll(() => app.stop())
beforeEach(async () => {
  clock.set(Date.now())
  shop = await newApp(issuer, { clientId: client.clientId })
})

const signIn = () => choose(shop.url(), { identity: ada.id })

describe('a code', () => {
  test('is good once, and used again it ends what it got', async () => {
    const location = await signIn()
    const { access_token } = await shop.exchange(location)
    expect((await userInfo(access_token)).status).toBe(200)
    await expect(shop.exchange(location)).rejects.toMatchObject(refused('invalid_grant'))
    const after = await userInfo(access_token)
    expect([after.status, await after.json()]).toEqual([401, refused('invalid_token')])
    expect(after.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
  })

  test('used again ends what it got to its last second', async () => {
    const location = await signIn()
    clock.passMs(59_000)
    const { access_token } = await shop.exchange(location)
    await expect(shop.exchange(location)).rejects.toMatchObject(refused('invalid_grant'))
    clock.passMs(3_598_000)
    await signIn()
    expect((await userInfo(access_token)).status).toBe(401)
  })

  test('used again by another app ends nothing', async () => {
    const location = await signIn()
    const { access_token } = await shop.exchange(location)
    const other = await newApp(issuer, await account.newClient())
    await expect(other.exchange(location, shop.allChecks)).rejects.toMatchObject(refused('invalid_grant'))
    expect((await userInfo(access_token)).status).toBe(200)
  })

  test('is good for a minute', async () => {
    const [early, late] = [await signIn(), await signIn()]
    clock.passMs(59_999)
    await shop.exchange(early)
    clock.passMs(1)
    await expect(shop.exchange(late)).rejects.toMatchObject({
      ...refused('invalid_grant'),
      error_description: expect.stringContaining('expired') as string,
    })
  })

  test('needs the verifier of its challenge, and a wrong one does not use it up', async () => {
    const location = await signIn()
    for (const pkceCodeVerifier of [oauth.randomPKCECodeVerifier(), ''])
      await expect(shop.exchange(location, { ...shop.allChecks, pkceCodeVerifier })).rejects.toMatchObject(
        refused('invalid_grant'),
      )
    await shop.exchange(location)
  })

  test('without a challenge needs the secret', async () => {
    const plain = shop.url({ code_challenge: '', code_challenge_method: '' })
    const location = await choose(plain, { identity: ada.id })
    await expect(shop.exchange(location, shop.expected)).rejects.toMatchObject(refused('invalid_client'))
    const withSecret = await newApp(issuer, client)
    await expect(
      withSecret.exchange(location, { ...shop.expected, pkceCodeVerifier: 'x'.repeat(43) }),
    ).rejects.toMatchObject(refused('invalid_grant'))
    await withSecret.exchange(location, shop.expected)
  })

  test('is for the app and the redirect URI that it was sent to', async () => {
    const location = await signIn()
    const other = await newApp(issuer, { clientId: (await account.newClient()).clientId })
    await expect(other.exchange(location, shop.allChecks)).rejects.toMatchObject(refused('invalid_grant'))
    const elsewhere = location.replace('/callback', '/elsewhere')
    await expect(shop.exchange(elsewhere)).rejects.toMatchObject(refused('invalid_grant'))
  })
})

describe('a secret', () => {
  test.each([
    ['as Basic', oauth.ClientSecretBasic, 'Basic realm="token"'],
    ['as a field', oauth.ClientSecretPost, null],
  ])('that is wrong, %s, is no client, challenge or not', async (_name, authWith, challenge) => {
    const other = await openApp(issuer, client.clientId, authWith(`${client.clientSecret}x`))
    let authenticate: string | null = ''
    other.config[oauth.customFetch] = async (url, options) => {
      const response = await fetch(url, options as RequestInit)
      authenticate = response.headers.get('www-authenticate')
      return response
    }
    const failure = await other.exchange(await signIn(), shop.allChecks).catch((error: unknown) => error)
    expect(failure).toMatchObject(
      challenge === null ? refused('invalid_client') : { status: 401, response: expect.anything() as object },
    )
    expect(authenticate).toBe(challenge)
  })

  test('that was replaced is none any more', async () => {
    const made = await account.newClient()
    const { id } = await account.newIdentity(made.clientId, 'rotating@minutemail.cc')
    const rotated = await account.call('POST', `/identities/clients/${made.clientId}/rotate-secret`)
    const { clientSecret } = rotated.body as { clientSecret: string }
    const [old, current] = [await newApp(issuer, made), await newApp(issuer, { ...made, clientSecret })]
    const location = await choose(current.url(), { identity: id })
    await expect(old.exchange(location, current.allChecks)).rejects.toMatchObject({ status: 401 })
    expect((await current.exchange(location)).claims()).toMatchObject({ sub: id })
  })
})

describe('a call for tokens that is none', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const usual = { grant_type: 'authorization_code', code: 'x', redirect_uri: callback }
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
  const body = (fields: Record<string, string>) =>
    new URLSearchParams({ client_id: client.clientId, ...usual, ...fields })

  test.each<[string, number, string, () => RequestInit]>([
    ['nothing', 401, 'invalid_client', () => ({})],
    ['JSON', 400, 'invalid_request', () => ({ body: '{}', headers: { 'content-type': 'application/json' } })],
    ['too much', 400, 'invalid_request', () => ({ body: body({ x: 'x'.repeat(10_000) }) })],
    ['no client', 401, 'invalid_client', () => ({ body: body({ client_id: '' }) })],
    ['a client that nobody has', 401, 'invalid_client', () => ({ body: body({ client_id: 'nobody' }) })],
    ['no code', 400, 'invalid_request', () => ({ body: body({ code: '' }) })],
    ['a code that nobody got', 400, 'invalid_grant', () => ({ body: body({}) })],
    ['no redirect_uri', 400, 'invalid_request', () => ({ body: body({ redirect_uri: '' }) })],
    ['another grant', 400, 'unsupported_grant_type', () => ({ body: body({ grant_type: 'password' }) })],
    ['two codes', 400, 'invalid_request', () => ({ body: `${body({})}&code=y`, headers: form })],
    [
      'a key',
      401,
      'invalid_client',
      () => ({ body: body({}), headers: { authorization: `Bearer ${account.key}` } }),
    ],
    ['Basic without a colon', 401, 'invalid_client', () => ({ body: body({}), headers: basic('x') })],
    ['two clients', 400, 'invalid_request', () => ({ body: body({}), headers: basic('x:y') })],
    [
      'two secrets',
      400,
      'invalid_request',
      () => ({ body: body({ client_secret: 'x' }), headers: basic(`${client.clientId}:x`) }),
    ],
  ])('%s', async (_name, status, error, init) => {
    const response = await fetch(`${issuer}/oauth/token`, { method: 'POST', ...init() })
    expect([response.status, await response.json()]).toEqual([status, refused(error)])
    expect(response.headers.get('cache-control')).toBe('no-store')
  })
})

describe('an access token', () => {
  test('is good for an hour, and an id_token or a key is none', async () => {
    const { access_token, id_token } = await shop.exchange(await signIn())
    for (const token of [id_token!, account.key, `${access_token}x`, access_token.replace(/\.[^.]+$/, '.')])
      expect((await userInfo(token)).status).toBe(401)
    expect((await fetch(`${issuer}/oauth/userinfo`)).headers.get('www-authenticate')).toBe('Bearer')
    clock.passMs(3_599_000 - 1000)
    expect((await userInfo(access_token)).status).toBe(200)
    clock.passMs(2000)
    expect((await userInfo(access_token)).status).toBe(401)
  })

  test('that is none counts as no guess at keys', async () => {
    for (let n = 0; n < 25; n++) expect((await userInfo('x')).status).toBe(401)
  })
})
