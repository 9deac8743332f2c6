import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { callback, choose, newApp, readPage, startProvider } from './minutemail-sign-in.ts'

const { app, clock, issuer, account, client, ada, refused, userInfo } = await startProvider()
let shop: Awaited<ReturnType<typeof newApp>>
afterAll(() => app.stop())
beforeEach(async () => {
  clock.set(Date.now())
  shop = await newApp(issuer, { clientId: client.clientId })
})

/** What an app is told at its own place. */
const told = (location: string) => Object.fromEntries(new URL(location).searchParams)

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
