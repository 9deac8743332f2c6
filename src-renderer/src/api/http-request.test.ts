import { expect, test } from 'vitest'
import { routes } from '#shared/api/routes.ts'
import { buildRequest } from './http-request.ts'

test('puts path parameters into the path, escaped', () => {
  const request = buildRequest(routes.getMailbox, { idOrAddress: 'a/b+c@x.test' })
  expect(request).toEqual({ url: '/api/v1/mailboxes/a%2Fb%2Bc%40x.test', method: 'GET', body: undefined })
})

test('puts query fields into the query, flags as 1 and 0, and leaves out what is not given', () => {
  const request = buildRequest(routes.listMessages, {
    q: 'a b&c',
    unread: true,
    mailbox: undefined,
    limit: 5,
  })
  expect(request.url).toBe('/api/v1/messages?limit=5&q=a+b%26c&unread=1')
})

test('sends a body where the operation takes one, without the path parameters', () => {
  const request = buildRequest(routes.updateMessage, { id: 'm1', unread: false })
  expect(request).toEqual({ url: '/api/v1/messages/m1', method: 'PATCH', body: '{"unread":false}' })
})
