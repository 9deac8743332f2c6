import { expect, test } from 'vitest'
import { parseLink } from './parse-link.ts'
import { registerLinks } from './register-links.ts'

const id = '0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'

test.each([
  ['mayfly://mailbox/ada@mayfly.test', { kind: 'mailbox', address: 'ada@mayfly.test' }],
  ['mayfly://mailbox/ada%2Bshop@mayfly.test/', { kind: 'mailbox', address: 'ada+shop@mayfly.test' }],
  ['MAYFLY://Mailbox/%D0%B0%D0%B4%D0%B0@mayfly.test', { kind: 'mailbox', address: 'ада@mayfly.test' }],
  [`mayfly://message/${id.toUpperCase()}`, { kind: 'message', id }],
])('%s', (link, expected) => expect(parseLink(link)).toEqual(expected))

test.each([
  'mayfly://',
  'mayfly://mailbox/',
  'mayfly://mailbox/ada',
  'mayfly://mailbox/ada@mayfly.test/delete',
  'mayfly://mailbox/ada@mayfly.test?open=1',
  'mayfly://mailbox/ada@mayfly.test#/settings',
  'mayfly://mailbox/..%2F..%2Fsettings',
  'mayfly://mailbox/a%2Fb@mayfly.test',
  'mayfly://mailbox/%FF@mayfly.test',
  'mayfly://mailbox/%00a@mayfly.test\n',
  'mayfly://mailbox/a@b@mayfly.test',
  `mayfly://message/${id}0`,
  'mayfly://message/all',
  `mayfly://settings/${id}`,
  `mayfly:message/${id}`,
  `https://message/${id}`,
  `mayfly-app://app/message/${id}`,
  ` mayfly://message/${id}`,
  `mayfly://mailbox/${'a'.repeat(1_000)}@mayfly.test`,
  '',
])('%j opens nothing', link => expect(parseLink(link)).toEqual({ kind: 'unknownLink' }))

test('only an installed app registers for its links', () => {
  const registered: string[] = []
  const setAsDefaultProtocolClient = (scheme: string) => registered.push(scheme) > 0
  registerLinks({ app: { isPackaged: false, setAsDefaultProtocolClient }, program: '/opt/mayfly' })
  expect(registered).toEqual([])
  registerLinks({ app: { isPackaged: true, setAsDefaultProtocolClient }, program: '/opt/mayfly' })
  expect(registered).toEqual(['mayfly'])
})
