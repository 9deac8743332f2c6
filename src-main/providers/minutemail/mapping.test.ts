import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { toCreateBody, toMail, toMailbox, toMessage } from './mapping.ts'
import { FileWithData, Mail, Mailboxes, Mails, OneMailbox } from './schema.ts'

const box = { id: 'a', address: 'x@minutemail.cc' }

test.each([
  ['items, as documented', { items: [box] }],
  ['mailboxes, as its example project reads too', { mailboxes: [box] }],
  ['a bare list, as a client of others has it', [box]],
])('lists are read as %s', (_name, body) => {
  expect(Mailboxes.parse(body)).toMatchObject([box])
})

test('an archived mailbox has no address of its own: it is put together', () => {
  const archived = OneMailbox.parse({
    id: 'a',
    alias: 'x',
    domain: 'minutemail.cc',
    createdAt: '2026-03-30T12:00:00Z',
  })
  expect(toMailbox(archived, true)).toEqual({
    id: 'a',
    address: 'x@minutemail.cc',
    tag: null,
    archived: true,
    recoverable: null,
    messageCount: null,
    createdAt: Date.UTC(2026, 2, 30, 12),
    expiresAt: null,
  })
})

test('a sender may be called from; files may be told by a flag or by a list', async () => {
  const [one, two, three] = Mails.parse([
    { id: 1, from: 'a@b.test', hasAttachments: true },
    { id: 2, sender: 'c@d.test', attachments: [{ id: 'f', name: 'x' }] },
    { id: 3 },
  ])
  expect(await toMessage(one!, box)).toMatchObject({
    id: '1',
    mailboxId: 'a',
    from: 'a@b.test',
    hasAttachments: true,
  })
  expect(await toMessage(two!, box)).toMatchObject({ from: 'c@d.test', hasAttachments: true })
  expect(await toMessage(three!, box)).toMatchObject({ from: null, hasAttachments: null, receivedAt: null })
})

test('a mail that is whole in the list need not be fetched', async () => {
  const listed = async (fields: object) => (await toMessage(Mail.parse({ id: 'm', ...fields }), box)).mail
  const whole = { body: 'Hi', hasAttachments: false, attachments: [] }
  expect(await listed(whole)).toEqual(await toMail(Mail.parse({ id: 'm', ...whole }), [], box))
  expect(await listed({ ...whole, body: '' })).toBeNull()
  expect(await listed({ ...whole, body: null })).toBeNull()
  expect(await listed({ ...whole, hasAttachments: true })).toBeNull()
  expect(await listed({ body: 'Hi' })).toBeNull()
  expect(await listed({ ...whole, attachments: [{ id: 'f' }] })).toBeNull()
})

test('a file may be called name or filename; a body that is not given is said to be missing', async () => {
  const files = [
    FileWithData.parse({ id: 'f', filename: 'a.txt', contentType: 'text/plain', data: 'aGk=' }),
    FileWithData.parse({ id: 'g', name: 'b.txt', data: 'aG8=' }),
  ]
  const { bytes, missing } = await toMail(Mail.parse({ id: 'm' }), files, box)
  const mail = await simpleParser(Buffer.from(bytes))
  expect(mail.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
    ['a.txt', 'hi'],
    ['b.txt', 'ho'],
  ])
  expect(missing).toEqual(['headers', 'text'])
})

test('a lifetime is minutes, and never is said in its own way', () => {
  expect(toCreateBody({ lifetimeMinutes: 20, tag: 'a', recoverable: true })).toEqual({
    expiresIn: 20,
    tag: 'a',
    recoverable: true,
  })
  expect(toCreateBody({ lifetimeMinutes: null, domain: 'a.test' })).toEqual({
    noExpiration: true,
    domain: 'a.test',
  })
  expect(toCreateBody({})).toEqual({})
})
