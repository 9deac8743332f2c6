import { expect, test } from 'vitest'
import { toEvent, toMessage } from './mapping.ts'
import { Message } from './schema.ts'

const event = (data: unknown) => toEvent({ id: '7', data })

test.each([
  ['message.received', 'messages', 'new'],
  ['message.updated', 'messages', 'changed'],
  ['message.deleted', 'messages', 'gone'],
  ['mailbox.created', 'mailboxes', 'new'],
  ['mailbox.archived', 'mailboxes', 'changed'],
  ['mailbox.restored', 'mailboxes', 'new'],
  ['mailbox.expired', 'mailboxes', 'gone'],
])('%s is told as %s, %s', (type, about, change) => {
  expect(event({ type, ids: ['m'], mailboxIds: ['b'] })).toEqual({
    id: '7',
    about,
    change,
    mailboxIds: ['b'],
    messageIds: ['m'],
  })
})

test('what else there is, and what a newer Mayfly may tell, is left', () => {
  for (const data of [
    { type: 'key.changed', keyIds: [] },
    { type: 'message.melted', mailboxIds: [] },
    'x',
    null,
    {},
  ])
    expect(event(data)).toBeUndefined()
})

test('a sender is written as in a mail', () => {
  const from = (from: unknown) => toMessage(Message.parse({ id: 'm', seq: 1, mailboxId: 'b', from })).from
  expect(from({ name: 'Ada', address: 'a@b.test' })).toBe('Ada <a@b.test>')
  expect(from({ name: '', address: 'a@b.test' })).toBe('a@b.test')
  expect(from(undefined)).toBeNull()
})
