import { expect, test } from 'vitest'
import { joinAddresses, readAddress, splitAddresses } from './read-address.ts'

test.each([
  ['MAIL FROM:<app@shop.test> SIZE=200', { of: 'sender', address: 'app@shop.test' }],
  ['mail from: <>', { of: 'sender', address: '' }],
  ['RCPT TO:<a@b.test>', { of: 'recipient', address: 'a@b.test' }],
  ['RCPT TO:a@b.test', undefined],
  ['NOOP MAIL FROM:<a@b.test>', undefined],
  ['<hidden>', undefined],
  ['', undefined],
])('%s', (line, named) => {
  expect(readAddress(line)).toEqual(named)
})

test.each([[[]], [['a@b.test']], [['"a b"@c.test', 'd@e.test']]])(
  '%j is read as it was written',
  addresses => {
    expect(splitAddresses(joinAddresses(addresses))).toEqual(addresses)
  },
)
