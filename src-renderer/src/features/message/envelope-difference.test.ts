import { expect, test } from 'vitest'
import { envelopeDifference } from './envelope-difference.ts'

const header = {
  from: { name: 'Shop', address: 'shop@x.test' },
  to: [{ name: '', address: 'me@x.test' }],
  cc: [],
  bcc: [],
}

test('an envelope that says the same is not shown', () => {
  const envelope = { mailFrom: 'SHOP@x.test', rcptTo: ['Me@x.test'] }
  expect(envelopeDifference({ ...header, envelope }, 'nobody')).toEqual({ from: [], to: [] })
})

test('another sender and an unnamed recipient are', () => {
  const envelope = { mailFrom: 'bounce@mta.test', rcptTo: ['me@x.test', 'hidden@x.test'] }
  expect(envelopeDifference({ ...header, envelope }, 'nobody')).toEqual({
    from: [{ name: '', address: 'bounce@mta.test' }],
    to: [{ name: '', address: 'hidden@x.test' }],
  })
})

test('the empty sender of a bounce gets a word', () => {
  const envelope = { mailFrom: '', rcptTo: ['me@x.test'] }
  expect(envelopeDifference({ ...header, envelope }, 'nobody').from).toEqual([
    { name: '', address: 'nobody' },
  ])
})
