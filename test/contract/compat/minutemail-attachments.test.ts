import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { failure, limitTo, newMinuteMail } from './minutemail-client.ts'
import { objects } from './minutemail-examples.ts'

let app: TestApp
let clock: ReturnType<typeof createHandClock>
beforeAll(async () => {
  ;({ app, clock } = await startCompat())
})
afterAll(() => app.stop())
beforeEach(() => clock.set('2024-01-18T00:15:00.000Z'))

const idsOf = (items: unknown[]) => items.map(item => (item as { id: string }).id)
const letter = { sender: 'hello@shop.test', subject: 'Hi', body: 'Hello' }
const mailIdLike = '01a1fed5-991c-732a-a816-27494c10bf0f'

async function newMail(files = [{ filename: 'terms.txt', type: 'text/plain', content: 'hello' }]) {
  const client = await newMinuteMail(app)
  const mailbox = await client.create({ expiresIn: 5 })
  const mail = await client.inject(mailbox.id, letter, files)
  const mailPath = `/mailboxes/${mailbox.id}/mails/${mail.id}`
  return { ...client, mail, mailPath, path: `${mailPath}/attachments` }
}
const file = { filename: 'terms.txt', data: 'aGVsbG8=' }

test('of the mail itself: listed, and read as base64', async () => {
  const { call, path } = await newMail()
  const { data: _, ...listed } = objects.attachment
  expect(await call('GET', path)).toMatchObject({ status: 200, body: { items: [listed] } })
  const read = await call('GET', `${path}/1`)
  expect([read.status, read.body]).toEqual([200, objects.attachment])
  for (const id of ['2', 'x', '0', mailIdLike])
    expect(await call('GET', `${path}/${id}`)).toMatchObject({
      status: 404,
      body: failure('not_found', /no attachment/),
    })
})

test('added ones are in list, mail and answer like the others', async () => {
  const { call, path, mailPath, items } = await newMail([])
  expect((await call('GET', mailPath)).body).toMatchObject({ hasAttachments: false, attachments: [] })
  const body = { ...file, contentType: 'text/plain', sizeBytes: 5, expiresIn: 60 }
  const added = await call('POST', path, { body })
  const { data: _, ...example } = objects.attachment
  const id = idsOf([added.body])[0]!
  expect([added.status, added.body]).toEqual([201, { ...example, id }])
  expect(await items(path)).toEqual([added.body])
  expect((await call('GET', `${path}/${id}`)).body).toEqual({ ...objects.attachment, id })
  expect((await call('GET', mailPath)).body).toMatchObject({
    hasAttachments: true,
    attachments: [{ id, name: 'terms.txt', sizeBytes: 5 }],
  })
  const untyped = await call('POST', path, { body: file })
  expect(untyped.body).toMatchObject({ contentType: 'application/octet-stream' })
})

test('end at their own time, and not later than the mail', async () => {
  const { call, path, mailPath, items } = await newMail([])
  const ending = await call('POST', path, { body: { ...file, expiresIn: 1 } })
  expect(ending.body).toMatchObject({ expiresAt: '2024-01-18T00:16:00Z' })
  const id = idsOf([ending.body])[0]!
  clock.passMs(59_999)
  expect(await items(path)).toHaveLength(1)
  clock.passMs(1)
  expect(await items(path)).toEqual([])
  expect((await call('GET', `${path}/${id}`)).status).toBe(404)
  expect((await call('GET', mailPath)).body).toMatchObject({ hasAttachments: false })
})

test('are deleted, own and added ones, and unknown ids of a bulk are passed over', async () => {
  const { call, path, mailPath, items, mail } = await newMail([
    { filename: 'a.txt', type: '', content: 'a' },
    { filename: 'b.txt', type: '', content: 'b' },
  ])
  const added = idsOf([(await call('POST', path, { body: file })).body])[0]!
  expect((await call('DELETE', `${path}/1`)).status).toBe(204)
  expect((await call('DELETE', `${path}/1`)).status).toBe(404)
  expect((await call('GET', `${path}/1`)).status).toBe(404)
  expect(idsOf(await items(path))).toEqual(['2', added])
  expect((await call('DELETE', path, { body: { ids: ['2', added, '9', mailIdLike] } })).status).toBe(204)
  expect((await call('DELETE', path, { body: { ids: ['9'] } })).status).toBe(204)
  expect(await items(path)).toEqual([])
  expect((await call('GET', mailPath)).body).toMatchObject({ hasAttachments: false, attachments: [] })
  const native = await injectClient(app).call('getMessage', { id: mail.id })
  expect(native.attachments.map(({ filename }) => filename)).toEqual(['a.txt', 'b.txt'])
})

test.each([
  [{ data: 'aGVsbG8=' }, /^filename/],
  [{ filename: 'a' }, /^data/],
  [{ filename: 'a', data: 'no base64!' }, /^data: must be base64/],
  [{ ...file, sizeBytes: 6 }, /^sizeBytes: the data has 5 bytes/],
  [{ ...file, expiresIn: 0 }, /^expiresIn/],
  [{ ids: [] }, /./],
])('%j is no attachment', async (body, message) => {
  const { call, path } = await newMail()
  expect(await call('POST', path, { body })).toMatchObject({
    status: 400,
    body: failure('bad_request', message),
  })
})

test('only so many, and so large in sum', async () => {
  const { call, path, accountId, items } = await newMail([])
  await limitTo(app, accountId, { maxMessageBytes: 2_000 })
  const add = (bytes: number) =>
    call('POST', path, { body: { filename: 'a', data: Buffer.alloc(bytes).toString('base64') } })
  const full = { status: 413, body: failure('payload_too_large', /at most 100 more .* 2000 bytes/) }
  expect((await add(1_000)).status).toBe(201)
  expect(await add(1_001)).toMatchObject(full)
  for (let n = 1; n < 100; n++) expect((await add(1)).status).toBe(201)
  expect(await add(1)).toMatchObject(full)
  expect(await items(path)).toHaveLength(100)
})
