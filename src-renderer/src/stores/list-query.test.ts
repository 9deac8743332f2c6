import { expect, test } from 'vitest'
import { allMail, toListCall } from './list-query.ts'

test('all mail asks for nothing in particular', () => {
  expect(toListCall(allMail)).toEqual({})
})

test('codes and pins are search operators, and OR does not leak past them', () => {
  const query = { ...allMail, pinned: true, search: 'a OR b', filter: 'codes' as const }
  expect(toListCall(query)).toEqual({ q: '(a OR b) is:pinned has:code' })
})

test('unread and files have parameters of their own', () => {
  const mailbox = 'me@mayfly.test'
  expect(toListCall({ ...allMail, mailbox, filter: 'unread' })).toEqual({ mailbox, unread: true })
  expect(toListCall({ ...allMail, search: 'x', filter: 'files' })).toEqual({ q: 'x', hasAttachment: true })
})
