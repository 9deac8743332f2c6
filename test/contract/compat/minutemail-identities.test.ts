import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  Client,
  ClientList,
  Identity,
  IdentityList,
  ShownClient,
} from '#main/compat/minutemail/identities/schema.ts'
import { injectClient } from '#test/support/api-client.ts'
import { serviceClient, startCompat } from '#test/support/compat.ts'
import { makeKey } from '#test/support/make-key.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { callback, newAccount } from './minutemail-sign-in.ts'

let app: TestApp
beforeAll(async () => {
  ;({ app } = await startCompat())
})
afterAll(() => app.stop())

const unknown = '01a1fed2-0bfb-73f3-ab7e-ce5458a8b9d1'

describe('clients', () => {
  test('are made, listed, read, and deleted with their identities', async () => {
    const { call, newIdentity } = await newAccount(app)
    const body = {
      name: 'Shop',
      providerType: 'google',
      providerLabel: 'G',
      redirectUris: [callback],
      colour: 'red',
    }
    const made = await call('POST', '/identities/clients', { body })
    expect(made.status).toBe(201)
    const { clientSecret, ...client } = ShownClient.parse(made.body)
    const { colour: _, ...known } = body
    expect(client).toEqual({ ...known, clientId: expect.any(String) as string })
    expect(clientSecret).toMatch(/^[\w-]{43}$/)
    const path = `/identities/clients/${client.clientId}`
    expect(await call('GET', path)).toMatchObject({ status: 200, body: Client.parse(client) })
    const list = await call('GET', '/identities/clients')
    expect([list.status, ClientList.parse(list.body)]).toEqual([200, { clients: [client] }])

    const { id } = await newIdentity(client.clientId, 'ada.clients@minutemail.cc')
    expect(await call('DELETE', path)).toMatchObject({ status: 204, body: '' })
    expect((await call('GET', path)).status).toBe(404)
    expect((await call('GET', `/identities/${id}`)).status).toBe(404)
    expect((await call('GET', '/identities/clients')).body).toEqual({ clients: [] })
  })

  test('show a secret when it is made and replaced, and never again', async () => {
    const { call, newClient } = await newAccount(app)
    const { clientId, clientSecret } = await newClient()
    const path = `/identities/clients/${clientId}`
    const rotated = await call('POST', `${path}/rotate-secret`)
    expect(rotated.status).toBe(200)
    const secrets = [clientSecret, ShownClient.parse(rotated.body).clientSecret]
    expect(new Set(secrets).size).toBe(2)
    for (const shown of [await call('GET', path), await call('GET', '/identities/clients')])
      expect(JSON.stringify(shown.body)).not.toContain('Secret')
  })

  test.each([
    [{ redirectUris: undefined }, 'redirectUris'],
    [{ redirectUris: [] }, 'redirectUris'],
    [{ redirectUris: ['/callback'] }, 'redirectUris'],
    [{ redirectUris: ['javascript:alert(1)'] }, 'redirectUris'],
    [{ redirectUris: `${callback}` }, 'redirectUris'],
    [{ providerType: 'myspace' }, 'providerType'],
    [{ name: '' }, 'name'],
  ])('are not made of %j', async (more, field) => {
    const { call } = await newAccount(app)
    const body = { name: 'Shop', providerType: 'custom', redirectUris: [callback], ...more }
    expect(await call('POST', '/identities/clients', { body })).toMatchObject({
      status: 400,
      body: { error: 'bad_request', message: expect.stringContaining(field) as string },
    })
  })

  test('are called by their provider when they have no label', async () => {
    const { newClient } = await newAccount(app)
    expect(await newClient({ providerType: 'github' })).toMatchObject({ providerLabel: 'GitHub' })
  })

  test('are 100 at most, and all are in the list', async () => {
    const { call, newClient } = await newAccount(app)
    const names = Array.from({ length: 100 }, (_, n) => `app ${n}`)
    for (const name of names) await newClient({ name })
    const body = { name: 'one more', redirectUris: [callback] }
    expect((await call('POST', '/identities/clients', { body })).status).toBe(409)
    const { clients } = ClientList.parse((await call('GET', '/identities/clients')).body)
    expect(clients.map(({ name }) => name)).toEqual(names.toReversed())
  })
})

describe('identities', () => {
  test('are made of a mailbox, with what is not said filled in', async () => {
    const { call, mailbox, newClient } = await newAccount(app)
    const { clientId } = await newClient()
    await mailbox('grace@minutemail.cc')
    const body = { clientId, mailboxAddress: 'Grace@MinuteMail.cc' }
    const made = await call('POST', '/identities', { body })
    expect(made.status).toBe(201)
    expect(Identity.parse(made.body)).toEqual({
      id: expect.any(String) as string,
      clientId,
      mailboxAddress: 'grace@minutemail.cc',
      username: 'grace',
      name: 'grace',
      avatarUrl: null,
      isActive: true,
      emailVerified: true,
      claims: {},
    })
  })

  test('are read, changed field by field, and deleted while their mailbox stays', async () => {
    const { call, newClient, newIdentity } = await newAccount(app)
    const { clientId } = await newClient()
    const described = {
      username: 'mary',
      name: 'Mary Jackson',
      avatarUrl: 'https://cdn.test/mary.png',
      isActive: false,
      emailVerified: false,
      claims: { role: 'engineer' },
    }
    const made = await newIdentity(clientId, 'mary@minutemail.cc', described)
    const path = `/identities/${made.id}`
    expect(await call('GET', path)).toMatchObject({ status: 200, body: { ...made, ...described } })
    let current = made
    for (const change of [{ name: 'M. J.' }, { isActive: true }, { avatarUrl: null }, { claims: {} }, {}]) {
      const answer = await call('PATCH', path, { body: change })
      current = { ...current, ...change }
      expect([answer.status, answer.body]).toEqual([200, current])
    }
    expect(await call('DELETE', path)).toMatchObject({ status: 204, body: '' })
    for (const method of ['GET', 'PATCH', 'DELETE']) expect((await call(method, path)).status).toBe(404)
    const mailbox = await injectClient(app).call('getMailbox', { idOrAddress: 'mary@minutemail.cc' })
    expect(mailbox.status).toBe('active')
  })

  test('are listed by client and by mailbox', async () => {
    const { call, newClient, newIdentity } = await newAccount(app)
    const [one, other] = [await newClient(), await newClient()]
    const first = await newIdentity(one.clientId, 'first@minutemail.cc')
    const second = await newIdentity(other.clientId, 'second@minutemail.cc')
    const body = { clientId: other.clientId, mailboxAddress: 'first@minutemail.cc' }
    const third = Identity.parse((await call('POST', '/identities', { body })).body)
    const list = async (query: string) =>
      IdentityList.parse((await call('GET', `/identities${query}`)).body).items
    expect(await list('')).toEqual([third, second, first])
    expect(await list(`?clientId=${other.clientId}`)).toEqual([third, second])
    expect(await list('?mailboxAddress=First@minutemail.cc')).toEqual([third, first])
    expect(await list(`?clientId=${one.clientId}&mailboxAddress=second@minutemail.cc`)).toEqual([])
    expect(await list(`?clientId=${unknown}`)).toEqual([])
  })

  test.each(['', '/api'])('are at %j, too, as all of the API', async path => {
    const { call, key, newClient, newIdentity } = await newAccount(app)
    const { clientId } = await newClient()
    const { id } = await newIdentity(clientId, `at-${path.length}@minutemail.cc`)
    const there = serviceClient(app, { service: 'minutemail', path }, key)
    for (const url of ['/identities', `/identities/${id}`, '/identities/clients'])
      expect(await there('GET', url)).toMatchObject({ status: 200, body: (await call('GET', url)).body })
  })

  test('go with their mailbox', async () => {
    const { call, newClient, newIdentity } = await newAccount(app)
    const { id } = await newIdentity((await newClient()).clientId, 'brief@minutemail.cc')
    await injectClient(app).call('deleteMailbox', { idOrAddress: 'brief@minutemail.cc' })
    expect((await call('GET', `/identities/${id}`)).status).toBe(404)
  })

  test('go with their account', async () => {
    const { accountId, newClient, newIdentity } = await newAccount(app)
    const { clientId } = await newClient()
    const { id } = await newIdentity(clientId, 'leaving@minutemail.cc')
    const api = injectClient(app)
    await api.call('deleteAccount', { id: accountId })
    await expect(api.call('getIdentity', { id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(api.call('getIdentityClient', { clientId })).rejects.toMatchObject({ code: 'not_found' })
  })

  test.each([
    [{ avatarUrl: 'javascript:alert(1)' }, 400],
    [{ claims: { role: 7 } }, 400],
    [{ isActive: 'yes' }, 400],
    [{ clientId: unknown }, 404],
    [{ clientId: undefined }, 400],
    [{ mailboxAddress: 'nobody.there@minutemail.cc' }, 404],
  ])('are not made with %j', async (more, status) => {
    const { call, mailbox, newClient } = await newAccount(app)
    const { clientId } = await newClient()
    const mailboxAddress = `${clientId}@minutemail.cc`
    await mailbox(mailboxAddress)
    expect(await call('POST', '/identities', { body: { clientId, mailboxAddress, ...more } })).toMatchObject({
      status,
    })
  })
})

describe('of another account', () => {
  test('a client, an identity and a mailbox are not there', async () => {
    const [own, other] = [await newAccount(app), await newAccount(app)]
    const [mine, theirs] = [await own.newClient(), await other.newClient()]
    const { id } = await other.newIdentity(theirs.clientId, 'theirs@minutemail.cc')
    await own.mailbox('mine@minutemail.cc')
    const client = `/identities/clients/${theirs.clientId}`
    const bind = (clientId: string, mailboxAddress: string) => ({ body: { clientId, mailboxAddress } })
    const calls = [
      own.call('GET', client),
      own.call('DELETE', client),
      own.call('POST', `${client}/rotate-secret`),
      own.call('GET', `/identities/${id}`),
      own.call('PATCH', `/identities/${id}`, { body: { isActive: false } }),
      own.call('DELETE', `/identities/${id}`),
      own.call('POST', '/identities', bind(theirs.clientId, 'mine@minutemail.cc')),
      own.call('POST', '/identities', bind(mine.clientId, 'theirs@minutemail.cc')),
    ]
    for (const answer of await Promise.all(calls))
      expect(answer).toMatchObject({ status: 404, body: { error: 'not_found' } })
    expect((await own.call('GET', '/identities')).body).toEqual({ items: [], identities: [] })
    expect((await own.call('GET', '/identities/clients')).body).toMatchObject({
      clients: [{ clientId: mine.clientId }],
    })
    expect((await other.call('GET', `/identities/${id}`)).body).toMatchObject({ isActive: true })
  })

  test('even the owner binds no mailbox of it to a client', async () => {
    const [own, other] = [await newAccount(app), await newAccount(app)]
    const { clientId } = await own.newClient()
    await other.mailbox('elsewhere@minutemail.cc')
    await expect(
      injectClient(app).call('createIdentity', { clientId, mailboxAddress: 'elsewhere@minutemail.cc' }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('a key that is kept to a domain uses clients, but ends none that has identities elsewhere', async () => {
  const { accountId, newClient, newIdentity } = await newAccount(app)
  const { clientId } = await newClient()
  const { id } = await newIdentity(clientId, 'wide@elsewhere.test')
  const mailboxDomains = ['minutemail.cc']
  const { key } = await makeKey(app, { service: 'minutemail', accountId, mailboxDomains })
  const narrow = serviceClient(app, { service: 'minutemail', path: '/v1' }, key)
  const path = `/identities/clients/${clientId}`
  expect((await narrow('GET', path)).status).toBe(200)
  expect((await narrow('POST', `${path}/rotate-secret`)).status).toBe(403)
  expect((await narrow('DELETE', path)).status).toBe(403)
  expect((await narrow('GET', `/identities/${id}`)).status).toBe(403)
  expect((await narrow('GET', '/identities')).body).toEqual({ items: [], identities: [] })
  await injectClient(app).call('deleteIdentity', { id })
  expect((await narrow('DELETE', path)).status).toBe(204)
})
