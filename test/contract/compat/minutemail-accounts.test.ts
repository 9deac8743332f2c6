import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { servedRoutes } from '#test/support/isolation/routes.ts'
import { startCompat } from '#test/support/compat.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { mailForm, newMinuteMail } from './minutemail-client.ts'

/** What an account has, by the noun before `:id`, and within it. */
type Things = { paths: Record<string, string[]>; client: Awaited<ReturnType<typeof newMinuteMail>> }

let app: TestApp
let own: Things
let other: Things
beforeAll(async () => {
  ;({ app } = await startCompat())
  own = await furnish()
})
afterAll(() => app.stop())
beforeEach(async () => void (other = await furnish()))

const file = { filename: 'a.txt', data: 'aGVsbG8=' }

async function furnish(): Promise<Things> {
  const client = await newMinuteMail(app)
  const { call, create, inject } = client
  const made = async (path: string, body: object) =>
    ((await call('POST', path, { body })).body as { id: string }).id
  const kept = { recoverable: true, tag: 'kept' }
  const [mailbox, archived] = [await create(kept), await create(kept)]
  await call('DELETE', `/mailboxes/${archived.id}`)
  const mail = await inject(mailbox.id, { sender: 'a@shop.test' }, [{ filename: 'own.txt', content: 'x' }])
  const added = await made(`/mailboxes/${mailbox.id}/mails/${mail.id}/attachments`, file)
  const member = { user_id: 'u', username: 'u', email: `u@${client.accountId}.test` }
  return {
    client,
    paths: {
      mailboxes: [mailbox.id, mail.id, added],
      'archived-mailboxes': [archived.id],
      domains: [await made('/domains', { name: `${client.accountId}.test` })],
      members: [await made('/members', member)],
      invitations: [await made('/invitations', { email: member.email })],
    },
  }
}

/** All that an account sees of itself. */
async function dump({ client: { call }, paths }: Things): Promise<unknown> {
  const [mailbox, mail] = paths['mailboxes']!
  const mails = `/mailboxes/${mailbox}/mails`
  const lists = ['/mailboxes', '/archived-mailboxes', '/domains', '/members', '/invitations', mails]
  const shown = [...lists, `${mails}/${mail}/attachments`].map(async path => (await call('GET', path)).body)
  return Promise.all(shown)
}

// Identities have tests of their own.
const withIds = async () =>
  servedRoutes(app)
    .map(route => route.replace('/compat/minutemail', ''))
    .filter(route => / \/v1\/(?!identities).*:/.test(route))

/** A path with an account's ids; the noun says whose. */
const fill = (path: string, { paths }: Things): string => {
  const ids = [...paths[path.split('/')[2]!]!]
  return path.replace('/v1', '').replace(/:\w+/g, () => ids.shift()!)
}

describe('another account’s things', () => {
  test('are not there, by whichever route with an id, and stay as they are', async () => {
    const before = await dump(other)
    const routes = await withIds()
    expect(routes.length).toBeGreaterThan(15)
    for (const route of routes) {
      const [method, path] = route.split(' ') as [string, string]
      const body =
        path.endsWith('attachments') && method === 'POST' ? file : { ids: [other.paths['mailboxes']![1]] }
      const answer = await own.client.call(method, fill(path, other), method === 'GET' ? {} : { body })
      expect(answer, route).toMatchObject({ status: 404, body: { error: 'not_found' } })
    }
    const form = mailForm({ sender: 'a@shop.test' })
    expect((await own.client.postForm(other.paths['mailboxes']![0]!, form)).status).toBe(404)
    expect(await dump(other)).toEqual(before)
  })

  test('cannot be reached by a bulk call either', async () => {
    const before = await dump(other)
    const { call } = own.client
    const bulk = (path: string, id: string) => call('DELETE', path, { body: { ids: [id] } })
    const [mailbox, mail, attachment] = other.paths['mailboxes'] as [string, string, string]
    const ownMails = `/mailboxes/${own.paths['mailboxes']![0]}/mails`
    expect((await bulk('/mailboxes', mailbox)).status).toBe(404)
    expect((await bulk('/archived-mailboxes', other.paths['archived-mailboxes']![0]!)).status).toBe(404)
    expect((await bulk(ownMails, mail)).status).toBe(404)
    expect((await bulk(`${ownMails}/${own.paths['mailboxes']![1]}/attachments`, attachment)).status).toBe(204)
    expect((await call('DELETE', '/members', { body: { ids: other.paths['members'] } })).body).toEqual({
      status: 'deleted',
      count: 0,
    })
    expect((await call('DELETE', '/members')).body).toEqual({ status: 'deleted', count: 1 })
    expect(await dump(other)).toEqual(before)
  })
})
