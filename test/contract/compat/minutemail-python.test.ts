import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Dns } from '#main/domains/dns.ts'
import { makeServiceKey, startCompat } from '#test/support/compat.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { pythonClient, PythonApiError } from './minutemail-python-client.ts'

let app: TestApp
/** TXT records by name. */
const zone = new Map<string, string>()
const dns: Dns = {
  resolveTxt: async name => (zone.has(name) ? [[zone.get(name)!]] : []),
  resolveMx: async () => [],
}
beforeAll(async () => void ({ app } = await startCompat({ dns })))
afterAll(() => app.stop())

const newClient = async (on = app) => pythonClient(on, (await makeServiceKey(on, 'minutemail', 'team')).key)
type Client = ReturnType<typeof pythonClient>
const idOf = (thing: unknown) => (thing as { id: string }).id
const itemsOf = (list: unknown) => (list as { items: { id: string }[] }).items

async function newMailbox(client: Client, more: object = {}): Promise<string> {
  return idOf(await client.post('/mailboxes', { domain: 'minutemail.cc', ...more }))
}

describe('what the Python client calls', () => {
  test('mailboxes: create, list, find, get, delete one and many', async () => {
    const client = await newClient()
    const mailbox = await client.post('/mailboxes', {
      domain: 'minutemail.cc',
      expiresIn: 20,
      recoverable: true,
      tag: 'onboarding',
    })
    const { id, address } = mailbox as { id: string; address: string }
    expect(itemsOf(await client.get('/mailboxes'))).toEqual([mailbox])
    expect(itemsOf(await client.get('/mailboxes', { address }))).toEqual([mailbox])
    expect(await client.get(`/mailboxes/${id}`)).toEqual(mailbox)
    expect(await client.remove(`/mailboxes/${id}`)).toBeNull()
    const ids = [await newMailbox(client), await newMailbox(client)]
    expect(await client.remove('/mailboxes', ids)).toBeNull()
    expect(itemsOf(await client.get('/mailboxes'))).toEqual([])
  })

  test('archived mailboxes: list, get, reactivate with and without a body, delete one and many', async () => {
    const client = await newClient()
    const ids = []
    for (let n = 0; n < 4; n++) ids.push(await newMailbox(client, { recoverable: true, tag: 'x' }))
    await client.remove('/mailboxes', ids)
    const [one, two, three, four] = ids as [string, string, string, string]
    expect(itemsOf(await client.get('/archived-mailboxes')).map(idOf)).toEqual(ids)
    expect(idOf(await client.get(`/archived-mailboxes/${one}`))).toBe(one)
    expect(await client.post(`/archived-mailboxes/${one}/reactivate`, { expiresIn: 10 })).toHaveProperty(
      'address',
    )
    expect(await client.post(`/archived-mailboxes/${two}/reactivate`)).toHaveProperty('address')
    expect(await client.remove(`/archived-mailboxes/${three}`)).toBeNull()
    expect(await client.remove('/archived-mailboxes', [four])).toBeNull()
    expect(itemsOf(await client.get('/archived-mailboxes'))).toEqual([])
  })

  test('mails: inject with files named after themselves, list, get, delete one and many', async () => {
    const client = await newClient()
    const id = await newMailbox(client)
    const path = `/mailboxes/${id}/mails`
    const fields = { sender: 'a@shop.test', subject: 'Größe', body: '<p>123456</p>', expiresIn: '5' }
    const mail = await client.injectMail(id, fields, { 'größe.txt': 'hello' })
    expect(mail).toMatchObject({
      sender: 'a@shop.test',
      subject: 'Größe',
      hasAttachments: true,
      attachments: [{ name: 'größe.txt', sizeBytes: 5 }],
    })
    const bare = await client.injectMail(id, { sender: 'a@shop.test' })
    expect(itemsOf(await client.get(path))).toEqual([bare, mail])
    expect(await client.get(`${path}/${idOf(mail)}`)).toEqual(mail)
    expect(await client.remove(`${path}/${idOf(mail)}`)).toBeNull()
    expect(await client.remove(path, [idOf(bare)])).toBeNull()
    expect(itemsOf(await client.get(path))).toEqual([])
  })

  test('attachments: add, list, get, delete one and many', async () => {
    const client = await newClient()
    const id = await newMailbox(client)
    const mail = idOf(await client.injectMail(id, { sender: 'a@shop.test' }, { 'a.txt': 'a', 'b.txt': 'b' }))
    const path = `/mailboxes/${id}/mails/${mail}/attachments`
    const body = {
      filename: 'c.txt',
      data: 'aGVsbG8=',
      sizeBytes: 5,
      contentType: 'text/plain',
      expiresIn: 1,
    }
    const added = idOf(await client.post(path, body))
    expect(itemsOf(await client.get(path))).toMatchObject([
      { filename: 'a.txt' },
      { filename: 'b.txt' },
      { filename: 'c.txt', contentType: 'text/plain', sizeBytes: 5 },
    ])
    expect(await client.get(`${path}/${added}`)).toMatchObject({ data: body.data })
    expect(await client.remove(`${path}/${added}`)).toBeNull()
    expect(await client.remove(path, ['1', '2', 'missing'])).toBeNull()
    expect(itemsOf(await client.get(path))).toEqual([])
  })

  test('domains, members and invitations, which it reads under their own names', async () => {
    const client = await newClient()
    const domain = await client.post('/domains', { name: 'example.com' })
    expect(domain).toHaveProperty('txt_token')
    zone.set('_mayfly.example.com', (domain as { txt_token: string }).txt_token)
    expect(await client.change('POST', `/domains/${idOf(domain)}/verify`)).toMatchObject({
      txt_verified: true,
      mx_verified: true,
    })
    expect(await client.get('/domains')).toMatchObject({ domains: [{ name: 'example.com' }] })
    expect(await client.removeLater(`/domains/${idOf(domain)}`)).toEqual({
      status: 'deleted',
      id: idOf(domain),
    })

    const alice = { user_id: 'user-123', username: 'alice', email: 'alice@example.com', status: 'ACTIVE' }
    const member = await client.post('/members', alice)
    expect(await client.get('/members')).toMatchObject({ members: [alice] })
    expect(await client.get(`/members/${idOf(member)}`)).toEqual(member)
    expect(await client.removeLater(`/members/${idOf(member)}`)).toMatchObject({ status: 'deleted' })
    expect(await client.change('DELETE', '/members')).toMatchObject({ status: 'deleted', count: 0 })

    const invitation = idOf(await client.post('/invitations', { email: 'new@example.com' }))
    expect(await client.get('/invitations')).toMatchObject({ invitations: [{ email: 'new@example.com' }] })
    expect(await client.change('DELETE', `/invitations/${invitation}`)).toEqual({
      status: 'deleted',
      invitation_id: invitation,
    })
  })

  test('health and readiness, without a key', async () => {
    const client = await newClient()
    expect([await client.probe('/health'), await client.probe('/ready')]).toEqual([
      { ok: true },
      { ready: true },
    ])
  })
})

describe('what it raises', () => {
  const failing: [string, (client: Client) => Promise<unknown>, number, string][] = [
    ['an unknown id', client => client.remove('/mailboxes/missing-id'), 404, 'not_found'],
    ['no ids', client => client.remove('/mailboxes', []), 400, 'bad_request'],
    ['an expiry of text', client => client.post('/mailboxes', { expiresIn: '20m' }), 400, 'bad_request'],
    ['a wrong key', () => pythonClient(app, 'mmak_WRONG').get('/mailboxes'), 401, 'unauthorized'],
  ]
  test.each(failing)('%s has a status, a code and words', async (_title, call, status, error) => {
    const raised = await call(await newClient()).catch((error: unknown) => error)
    expect(raised).toBeInstanceOf(PythonApiError)
    expect(raised).toMatchObject({ status, error, message: expect.stringMatching(/\w+ \w+/) as string })
  })

  test('a refusal in plain text is shown as it is', async () => {
    const { app: plain } = await startCompat({ minutemailPlainErrors: true })
    onTestFinished(() => plain.stop())
    const raised = await pythonClient(plain, 'mmak_WRONG')
      .get('/mailboxes')
      .catch((error: unknown) => error)
    expect(raised).toMatchObject({
      status: 401,
      error: undefined,
      message: 'This API key is not known here.',
    })
  })
})
