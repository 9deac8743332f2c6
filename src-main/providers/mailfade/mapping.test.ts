import { expect, test } from 'vitest'
import { toListed, toMail } from './mapping.ts'
import { Inbox, Message } from './schema.ts'

const mailbox = { id: 'a@mailfade.dev', address: 'a@mailfade.dev' }
const emails = Inbox.parse({
  emails: [
    { id: 'n', received_at: 1716729384213 },
    { id: 'o', received_at: 1716729384000 },
  ],
})

test('the newest time is where to go on', () => {
  expect(toListed(emails, mailbox, { limit: 50 })).toMatchObject({ complete: true, next: '1716729384213' })
  expect(toListed([], mailbox, { limit: 50, since: '17' })).toMatchObject({ complete: false, next: '17' })
  expect(toListed([], mailbox, { limit: 50 })).toMatchObject({ complete: true, next: null })
})

test('as many as may be are taken for a part', () => {
  expect(toListed(emails, mailbox, { limit: 2 })).toMatchObject({ complete: false })
})

test('what is not given without a key is said to be missing', async () => {
  const missing = async (fields: object) =>
    (await toMail(Message.parse({ id: 'm', ...fields }), mailbox)).missing
  expect(await missing({ text: 'x', has_attachments: false })).toEqual(['headers', 'html'])
  expect(await missing({ text: 'x', html: '<p>', attachments: [{}] })).toEqual(['headers', 'attachments'])
  expect(await missing({ has_attachments: false })).toEqual(['headers', 'text', 'html'])
})
