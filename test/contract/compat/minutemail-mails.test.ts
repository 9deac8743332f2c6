import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Mail } from '#main/compat/minutemail/schema.ts'
import { injectClient } from '#test/support/api-client.ts'
import { startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { shapeOf } from '#test/support/shape-of.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { failure, limitTo, mailForm, newMinuteMail } from './minutemail-client.ts'
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

describe('reading mail', () => {
  test('a mail that came by SMTP has HTML before text, and its attachments', async () => {
    const { create, call } = await newMinuteMail(app)
    const { id, address } = await create({ expiresIn: 5 })
    await sendMail(app.smtpPort, {
      from: 'Shop <hello@shop.test>',
      to: address,
      subject: objects.mail.subject,
      text: 'Your code is 123456.',
      html: objects.mail.body,
      attachments: [{ filename: 'terms.txt', content: 'hello', contentType: 'text/plain' }],
    })
    const listed = await call('GET', `/mailboxes/${id}/mails`)
    expect([listed.status, shapeOf(listed.body)]).toEqual([200, shapeOf({ items: [objects.mail] })])
    const [mail] = (listed.body as { items: unknown[] }).items
    const read = await call('GET', `/mailboxes/${id}/mails/${Mail.parse(mail).id}`)
    expect([read.status, read.body]).toEqual([200, mail])
    expect(read.body).toEqual({
      ...objects.mail,
      id: Mail.parse(mail).id,
      mailboxId: id,
    })
  })

  test('lists the newest first, two hundred of them', async () => {
    const { create, items } = await newMinuteMail(app)
    const { id } = await create()
    const api = injectClient(app)
    for (let n = 0; n <= 200; n++)
      await api.call('injectMessage', { idOrAddress: id, from: 'a@shop.test', subject: `${n}`, text: 'x' })
    const subjects = (await items(`/mailboxes/${id}/mails`)).map(mail => Number(Mail.parse(mail).subject))
    expect(subjects).toEqual(Array.from({ length: 200 }, (_, n) => 200 - n))
    expect(await items('/mailboxes')).toMatchObject([{ messageCount: 201 }])
  })

  test('a mail is there in its own mailbox only, by its id only', async () => {
    const { create, inject, call } = await newMinuteMail(app)
    const [one, two] = [await create(), await create()]
    const mail = await inject(one.id, letter)
    for (const [mailbox, id] of [
      [two.id, mail.id],
      [one.id, 'latest'],
      [one.id, one.id],
      [one.address, mail.id],
    ])
      for (const method of ['GET', 'DELETE'])
        expect(await call(method, `/mailboxes/${mailbox}/mails/${id}`)).toMatchObject({
          status: 404,
          body: failure('not_found', /There is no/),
        })
    expect((await call('GET', `/mailboxes/${one.id}/mails/${mail.id}`)).status).toBe(200)
  })

  test('deletes one or many; none when one is unknown or in another mailbox', async () => {
    const { create, inject, call, items } = await newMinuteMail(app)
    const [box, otherBox] = [await create(), await create()]
    const path = `/mailboxes/${box.id}/mails`
    const [one, two, three] = [
      await inject(box.id, letter),
      await inject(box.id, letter),
      await inject(box.id, letter),
    ]
    const stranger = await inject(otherBox.id, letter)
    const single = await call('DELETE', `${path}/${one.id}`)
    expect([single.status, single.body]).toEqual([204, ''])
    for (const id of [stranger.id, one.id, 'x'])
      expect((await call('DELETE', path, { body: { ids: [two.id, id] } })).status).toBe(404)
    expect((await call('DELETE', path, { body: { ids: [] } })).status).toBe(400)
    expect(idsOf(await items(path))).toEqual([three.id, two.id])
    const bulk = await call('DELETE', path, { body: { ids: [two.id, three.id] } })
    expect([bulk.status, bulk.body]).toEqual([204, ''])
    expect(await items(path)).toEqual([])
  })
})

describe('injecting mail', () => {
  test('a form with files makes a mail as one that came in', async () => {
    const { create, postForm, items } = await newMinuteMail(app)
    const { id, address } = await create({ expiresIn: 10 })
    const fields = { ...letter, sender: 'Shop <hello@shop.test>', body: objects.mail.body, expiresIn: '5' }
    const bytes = Uint8Array.from({ length: 256 }, (_, n) => n)
    const answer = await postForm(
      id,
      mailForm(fields, [
        { filename: 'terms.txt', type: 'text/plain', content: 'hello' },
        { filename: 'größe, "1".bin', content: bytes },
      ]),
    )
    expect([answer.status, shapeOf(answer.body)]).toEqual([201, shapeOf(objects.mail)])
    const mail = Mail.parse(answer.body)
    expect(mail).toMatchObject({
      sender: 'hello@shop.test',
      expiresAt: '2024-01-18T00:20:00Z',
      attachments: [
        { id: '1', name: 'terms.txt', sizeBytes: 5 },
        { id: '2', name: 'größe, "1".bin', sizeBytes: 256 },
      ],
    })
    const path = `/mailboxes/${id}/mails/${mail.id}/attachments`
    expect(await items(path)).toMatchObject([{ contentType: 'text/plain' }, { id: '2' }])
    const native = await injectClient(app).call('getMessage', { id: mail.id })
    expect(native).toMatchObject({ address, envelope: { mailFrom: 'hello@shop.test', rcptTo: [address] } })
    expect(native.text).toContain('123456')
  })

  test('a field for files that was left empty, as a page sends it, is no file', async () => {
    const { create, call } = await newMinuteMail(app)
    const { id } = await create()
    const part = (disposition: string, content: string) =>
      `--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`
    const empty = 'name="files"; filename=""'
    const body = `${part('name="sender"', 'a@shop.test')}${part(empty, '')}${part(empty, 'x')}--b--\r\n`
    const headers = { 'content-type': 'multipart/form-data; boundary=b' }
    expect(await call('POST', `/mailboxes/${id}/mails`, { headers, body })).toMatchObject({
      status: 201,
      body: { attachments: [{ id: '1', name: 'file', sizeBytes: 1 }] },
    })
  })

  test('a body that is no HTML stays text; a sender is enough', async () => {
    const { create, inject } = await newMinuteMail(app)
    const { id } = await create()
    const body = 'Write to <hello@shop.test>, 1 < 2 and 3 > 2.'
    expect((await inject(id, { ...letter, body })).body).toBe(body)
    expect(await inject(id, { sender: 'a@b.test' })).toMatchObject({
      sender: 'a@b.test',
      subject: '',
      body: '',
    })
  })

  test('a mail that lives shorter than its mailbox is gone then, everywhere', async () => {
    const { create, inject, items, call } = await newMinuteMail(app)
    const { id } = await create({ expiresIn: 10 })
    const short = await inject(id, { ...letter, expiresIn: '2' })
    const long = await inject(id, { ...letter, expiresIn: '600' })
    expect([short.expiresAt, long.expiresAt]).toEqual(['2024-01-18T00:17:00Z', '2024-01-18T00:25:00Z'])
    const path = `/mailboxes/${id}/mails`
    clock.passMs(119_999)
    expect(idsOf(await items(path))).toEqual([long.id, short.id])
    clock.passMs(1)
    await expect(injectClient(app).call('getMessage', { id: short.id })).rejects.toThrow(/no message/)
    expect(idsOf(await items(path))).toEqual([long.id])
    expect((await call('GET', `${path}/${short.id}`)).status).toBe(404)
    expect(await items('/mailboxes')).toMatchObject([{ messageCount: 1 }])
  })

  test.each([
    ['no sender', mailForm({ subject: 'x' }), /^sender/],
    ['a sender that is no address', mailForm({ sender: 'nobody' }), /^sender: must hold an address/],
    ['minutes that are none', mailForm({ ...letter, expiresIn: 'soon' }), /^expiresIn/],
    ['no minutes at all', mailForm({ ...letter, expiresIn: '0' }), /^expiresIn/],
    [
      'a form of too many parts',
      mailForm(Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`f${n}`, '']))),
      /at most/,
    ],
  ])('%s is a bad request', async (_title, form, message) => {
    const { create, postForm } = await newMinuteMail(app)
    const { id } = await create()
    expect(await postForm(id, form)).toMatchObject({ status: 400, body: failure('bad_request', message) })
  })

  /** With a boundary of `b`, and a sender so that nothing else is wrong. */
  const manyParts = ['sender', ...Array.from({ length: 5000 }, (_, n) => `f${n}`)]
    .map(name => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\na@shop.test\r\n`)
    .concat('--b--\r\n')
    .join('')

  test.each([
    ['JSON', 'application/json', JSON.stringify(letter)],
    ['a form without a boundary', 'multipart/form-data', 'x'],
    [
      'a form that breaks off',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="sender"\r\n\r\na@',
    ],
    ['a form of nothing', 'multipart/form-data; boundary=b', '--c'],
    ...[
      'multipart/form-data; boundary=b; boundary=other',
      'multipart/form-data; boundary=b; xboundary=other',
      'multipart/form-data; boundary="b\\""',
    ].map((type): [string, string, string] => [`a form of type ${type}`, type, manyParts]),
  ])('%s is a bad request', async (_title, type, body) => {
    const { create, call } = await newMinuteMail(app)
    const { id } = await create()
    const answer = await call('POST', `/mailboxes/${id}/mails`, { headers: { 'content-type': type }, body })
    expect(answer).toMatchObject({ status: 400, body: failure('bad_request', /form/) })
  })

  test('a mail larger than the plan takes is refused', async () => {
    const { create, postForm, accountId, items } = await newMinuteMail(app)
    const { id } = await create()
    await limitTo(app, accountId, { maxMessageBytes: 100_000 })
    const file = { filename: 'big.bin', content: new Uint8Array(100_000) }
    expect(await postForm(id, mailForm(letter, [file]))).toMatchObject({ status: 413 })
    expect(await items(`/mailboxes/${id}/mails`)).toEqual([])
  })
})
