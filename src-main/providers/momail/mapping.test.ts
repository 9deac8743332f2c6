import { expect, test } from 'vitest'
import { isIn, toKey, toMessage } from './mapping.ts'
import { CreatedKey, Email, Emails, Keys } from './schema.ts'

const mailbox = { id: 'mb-1', address: 'Agent@user.momail.io' }
const email = (fields: object) => Email.parse({ email_id: 'e', ...fields })

test('an email is in the mailbox that it names, else in that of whom it was sent to', () => {
  expect(isIn(email({ mailbox_id: 'mb-1' }), mailbox)).toBe(true)
  expect(isIn(email({ mailbox_id: 'mb-2', to: 'agent@user.momail.io' }), mailbox)).toBe(false)
  expect(isIn(email({ email_address: 'agent@user.momail.io' }), mailbox)).toBe(true)
  expect(isIn(email({ to: ['x@y.test', 'Me <agent@user.momail.io>'] }), mailbox)).toBe(true)
  expect(isIn(email({ to: { address: 'agent@user.momail.io' } }), mailbox)).toBe(true)
  expect(isIn(email({}), mailbox)).toBe(false)
})

test('a list says whether it is all, wherever it says it', () => {
  const emails = [{ email_id: 'e' }]
  expect(Emails.parse({ emails, total: 7 })).toMatchObject({ total: 7, hasMore: null })
  expect(Emails.parse({ data: emails, meta: { total: 7, hasMore: true } })).toMatchObject({
    total: 7,
    hasMore: true,
  })
  expect(Emails.parse({ results: emails, pagination: { has_more: false } })).toMatchObject({
    total: null,
    hasMore: false,
  })
  expect(Emails.parse(emails)).toMatchObject({ items: [{ email_id: 'e' }], total: null, hasMore: null })
  for (const body of [null, {}, { emails: {} }, { emails: [{ subject: 'no id' }] }])
    expect(Emails.safeParse(body).success, JSON.stringify(body)).toBe(false)
})

test('senders are texts or parts', () => {
  expect(toMessage(email({ from: 'a@b.test' }))).toMatchObject({ from: 'a@b.test', mailboxId: '' })
  expect(toMessage(email({ from: { name: 'Ada', address: 'a@b.test' } })).from).toBe('Ada <a@b.test>')
  expect(toMessage(email({ from: { email: 'a@b.test' } })).from).toBe('a@b.test')
  expect(toMessage(email({ from: 5 })).from).toBeNull()
})

test('keys are read in both spellings, and one that was made has its secret', () => {
  const at = '2026-01-01T00:00:00.000Z'
  const expected = { id: 'k', name: 'CI', masked: 'mk_a1b****', createdAt: Date.parse(at), expiresAt: null }
  const [old] = Keys.parse({ data: [{ keyId: 'k', name: 'CI', keyPrefix: 'mk_a1b****', createdAt: at }] })
  const [current] = Keys.parse({
    keys: [{ key_id: 'k', name: 'CI', key_prefix: 'mk_a1b****', created_at: at }],
  })
  expect(toKey(old!)).toMatchObject(expected)
  expect(toKey(current!)).toMatchObject(expected)
  expect(CreatedKey.parse({ success: true, key: { key_id: 'k', api_key: 'mk_1' } })).toMatchObject({
    secret: 'mk_1',
  })
  expect(CreatedKey.parse({ key_id: 'k', key: 'mk_2' })).toMatchObject({ secret: 'mk_2' })
  expect(CreatedKey.safeParse({ success: true, key: { key_id: 'k' } }).success).toBe(false)
})
