import * as oauth from 'openid-client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { callback, choose, newAccount, newApp, openApp, readPage } from './minutemail-sign-in.ts'

let app: TestApp
let clock: ReturnType<typeof createHandClock>
let issuer: string
let account: Awaited<ReturnType<typeof newAccount>>
let client: { clientId: string; clientSecret: string }
let ada: { id: string }
let shop: Awaited<ReturnType<typeof newApp>>
beforeAll(async () => {
  ;({ app, clock } = await startCompat())
  issuer = `${app.url}/compat/minutemail`
  account = await newAccount(app)
  client = await account.newClient()
  ada = await account.newIdentity(client.clientId, 'ada@minutemail.cc')
})
afterAll(() => app.stop())
beforeEach(async () => {
  clock.set(Date.now())
  shop = await newApp(issuer, { clientId: client.clientId })
})

/** What an app is told at its own place. */
const told = (location: string) => Object.fromEntries(new URL(location).searchParams)
const signIn = () => choose(shop.url(), { identity: ada.id })
const refused = (error: string) => ({ error, error_description: expect.any(String) as string })
const userInfo = (token: string) =>
  fetch(`${issuer}/oauth/userinfo`, { headers: { authorization: `Bearer ${token}` } })

describe('to a place that is not the app’s nobody is sent', () => {
  test.each([
    { redirect_uri: '' },
    { redirect_uri: `${callback}/` },
    { redirect_uri: `${callback}?x=1` },
    { redirect_uri: callback.toUpperCase() },
    { redirect_uri: 'https://evil.test/' },
    { client_id: '' },
    { client_id: 'nobody' },
    // Whatever else is wrong with it.
    { redirect_uri: 'https://evil.test/', response_type: 'token' },
  ])('%j', async changes => {
    const url = shop.url(changes)
    for (const method of ['GET', 'POST']) {
      const response = await fetch(url, { method, redirect: 'manual', headers: { origin: app.url } })
      expect([response.status, response.headers.get('location')]).toEqual([400, null])
      expect(response.headers.get('content-security-policy')).toContain("form-action 'none'")
      expect(await response.text()).toContain('This sign-in does not work')
    }
  })

  test('nor to one of two', async () => {
    const url = shop.url()
    url.searchParams.append('redirect_uri', 'https://evil.test/')
    expect((await readPage(url)).response.status).toBe(400)
  })
})

describe('what else is wrong is told to the app, with its state', () => {
  test.each([
    ['unsupported_response_type', { response_type: 'token' }],
    ['unsupported_response_type', { response_type: 'code id_token' }],
    ['invalid_request', { response_type: '' }],
    ['invalid_request', { code_challenge_method: 'plain' }],
    ['invalid_request', { code_challenge_method: '' }],
    ['invalid_request', { code_challenge: '' }],
    ['invalid_request', { code_challenge: 'short' }],
    ['invalid_request', { response_mode: 'fragment' }],
    ['login_required', { prompt: 'none' }],
    ['request_not_supported', { request: 'x.y.z' }],
    ['request_uri_not_supported', { request_uri: 'https://app.test/request' }],
  ])('%s: %j', async (error, changes) => {
    const { response } = await readPage(shop.url(changes))
    expect(response.status).toBe(303)
    const location = response.headers.get('location')!
    expect(location.startsWith(`${callback}?`)).toBe(true)
    expect(told(location)).toEqual({ ...refused(error), state: shop.expected.expectedState, iss: issuer })
  })

  test('a parameter that comes twice', async () => {
    const url = shop.url()
    url.searchParams.append('scope', 'email')
    const { response } = await readPage(url)
    expect(told(response.headers.get('location')!)).toMatchObject({ error: 'invalid_request' })
  })

  test('that somebody would rather not', async () => {
    const location = await choose(shop.url(), { cancel: '1' })
    expect(told(location)).toMatchObject({ error: 'access_denied', state: shop.expected.expectedState })
    await expect(shop.exchange(location)).rejects.toMatchObject({ error: 'access_denied' })
  })

  test('a query that the redirect URI has itself stays', async () => {
    const redirect_uri = 'http://localhost:3000/?page=callback'
    const { clientId } = await account.newClient({ redirectUris: [redirect_uri] })
    const other = await newApp(issuer, { clientId })
    const location = await choose(other.url({ redirect_uri }), { cancel: '1' })
    expect(told(location)).toMatchObject({ page: 'callback', error: 'access_denied' })
  })
})

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

describe('who can be chosen', () => {
  const setActive = (id: string, isActive: boolean) =>
    account.call('PATCH', `/identities/${id}`, { body: { isActive } })
  const addresses = async () => (await readPage(shop.url())).choices.map(({ address }) => address)

  test('is active, and stays so until the app has its tokens, and after', async () => {
    const { id } = await account.newIdentity(client.clientId, 'eve@minutemail.cc')
    const { access_token } = await shop.exchange(await choose(shop.url(), { identity: id }))
    const location = await choose(shop.url(), { identity: id })
    await setActive(id, false)
    expect(await addresses()).toEqual(['ada@minutemail.cc'])
    await expect(choose(shop.url(), { identity: id })).rejects.toThrow('Not sent anywhere: 200')
    await expect(shop.exchange(location)).rejects.toMatchObject(refused('invalid_grant'))
    expect((await userInfo(access_token)).status).toBe(401)
    await setActive(id, true)
    expect(await addresses()).toEqual(['ada@minutemail.cc', 'eve@minutemail.cc'])
    await account.call('DELETE', `/identities/${id}`)
    expect(await addresses()).toEqual(['ada@minutemail.cc'])
  })

  test('is of this app', async () => {
    const other = await account.newClient()
    const { id } = await account.newIdentity(other.clientId, 'other@minutemail.cc')
    await expect(choose(shop.url(), { identity: id })).rejects.toThrow('Not sent anywhere: 200')
  })

  test('has a mailbox that has not run out, to the millisecond', async () => {
    const api = injectClient(app)
    const { id } = await api.call('createMailbox', {
      accountId: account.accountId,
      address: 'brief@minutemail.cc',
      expiresIn: 5,
    })
    const body = { clientId: client.clientId, mailboxAddress: 'brief@minutemail.cc' }
    await account.call('POST', '/identities', { body })
    clock.passMs(5 * 60_000 - 1)
    expect(await addresses()).toContain('brief@minutemail.cc')
    clock.passMs(1)
    expect(await addresses()).not.toContain('brief@minutemail.cc')
    await api.call('deleteMailbox', { idOrAddress: id }).catch(() => undefined)
  })

  test('is nobody, at first', async () => {
    const { clientId } = await account.newClient()
    const { html, choices } = await readPage((await newApp(issuer, { clientId })).url())
    expect(choices).toEqual([])
    expect(html).toContain('Nobody can sign in here yet')
  })
})

describe('the page', () => {
  test('shows what people called things, and runs none of it', async () => {
    const evil = `<script>alert(1)</script>"'&`
    const { clientId } = await account.newClient({ name: evil, providerLabel: evil })
    await account.newIdentity(clientId, 'hostile@minutemail.cc', { name: evil })
    const { response, html } = await readPage((await newApp(issuer, { clientId })).url())
    expect(html).not.toContain('<script')
    expect(html.split('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;')).toHaveLength(5)
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; form-action 'self' http:\/\/localhost:3000; frame-ancestors 'none'; base-uri 'none'$/,
    )
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test.each([
    ['com.example.app:/done', 'com.example.app:'],
    ['http://[::1]:3000/done', 'http:'],
    ['https://app.test/done', 'https://app.test'],
  ])('lets its form lead to %s', async (redirect_uri, place) => {
    const { clientId } = await account.newClient({ redirectUris: [redirect_uri] })
    const { response } = await readPage((await newApp(issuer, { clientId })).url({ redirect_uri }))
    expect(response.headers.get('content-security-policy')).toContain(`form-action 'self' ${place};`)
  })

  test('takes no choice that another site’s page makes', async () => {
    const response = await fetch(shop.url(), {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: 'https://evil.test' },
      body: new URLSearchParams({ identity: ada.id }),
    })
    expect([response.status, response.headers.get('location')]).toEqual([403, null])
  })
})
