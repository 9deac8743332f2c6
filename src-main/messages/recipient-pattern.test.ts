import { expect, test } from 'vitest'
import { isAllowedRecipient } from './recipient-pattern.ts'

test.each([
  ['', 'anybody@example.com', true],
  [' , ', 'anybody@example.com', true],
  ['*@example.com', 'Dana@Example.com', true],
  ['*@example.com', 'dana@example.com.evil.test', false],
  ['*@example.com', 'dana@sub.example.com', false],
  ['*@*.example.com', 'dana@sub.example.com', true],
  ['qa+*@example.com; dana@shop.test', 'qa+1@example.com', true],
  ['qa+*@example.com; dana@shop.test', 'dana@shop.test', true],
  ['dana@shop.test', 'x@dana@shop.test', false],
  ['*', 'dana@shop.test', false],
  ['dana@shop.test', 'danaxshop.test', false],
])('%s and %s', (list, address, allowed) => {
  expect(isAllowedRecipient(list, address)).toBe(allowed)
})
