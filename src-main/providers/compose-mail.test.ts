import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { composeMail, type MailFields } from './compose-mail.ts'

const fields: MailFields = {
  key: 'service 1',
  from: 'Läden <hello@shop.test>',
  to: ['ada@example.test'],
  subject: 'Ünïcode',
  text: 'Hi',
  html: '<p>Hi</p>',
  receivedAt: Date.UTC(2026, 2, 30, 12),
  attachments: [{ filename: 'a – b.txt', contentType: 'text/plain', content: Buffer.from('x') }],
  missing: ['headers'],
}
const read = async (changes: Partial<MailFields> = {}) =>
  simpleParser(Buffer.from((await composeMail({ ...fields, ...changes })).bytes))

test('a mail has all that is known of it', async () => {
  const mail = await read()
  expect(mail).toMatchObject({
    subject: 'Ünïcode',
    text: 'Hi',
    html: '<p>Hi</p>',
    date: new Date(fields.receivedAt!),
  })
  expect(mail.from!.value).toEqual([{ name: 'Läden', address: 'hello@shop.test' }])
  expect(mail.attachments).toMatchObject([
    { filename: 'a – b.txt', contentType: 'text/plain', content: Buffer.from('x') },
  ])
  expect(mail.headers.has('x-mayfly-composed')).toBe(true)
})

test('the same fields become the same bytes, other ones another id', async () => {
  const [one, again] = [await composeMail(fields), await composeMail(fields)]
  expect(one).toEqual(again)
  expect(one).toMatchObject({ origin: 'composed', missing: ['headers'] })
  expect((await read({ key: 'service 2' })).messageId).not.toBe((await read()).messageId)
})

test('one field for both is told apart', async () => {
  const one = { text: null, html: null, attachments: [] }
  expect(await read({ ...one, body: 'Hi' })).toMatchObject({ text: 'Hi\n', html: false })
  expect(await read({ ...one, body: '<p>Hi</p>' })).toMatchObject({ html: '<p>Hi</p>\n' })
})

test('nothing known is still a mail', async () => {
  const mail = await read({
    from: null,
    to: [],
    subject: null,
    text: null,
    html: null,
    receivedAt: null,
    attachments: [],
  })
  expect(mail.date).toEqual(new Date(0))
  expect(mail.headers.has('x-mayfly-composed')).toBe(true)
})

test('a field cannot bring headers of its own, nor read a file', async () => {
  const mail = await read({
    subject: 'a\r\nX-Evil: 1',
    from: 'x@y.test\r\nBcc: z@y.test',
    text: 'file:///etc/passwd',
  })
  expect(mail.headers.has('x-evil')).toBe(false)
  expect(mail.headers.has('bcc')).toBe(false)
  expect(mail.text).toBe('file:///etc/passwd')
})
