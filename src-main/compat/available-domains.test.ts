import { expect, test } from 'vitest'
import { availableDomains } from './available-domains.ts'

const domains = { own: 'dustmail.net', shared: 'Mayfly.test', verified: ['brand.example'], ofKey: ['*'] }

test.each([
  [{}, ['dustmail.net', 'mayfly.test', 'brand.example']],
  [{ shared: 'dustmail.net' }, ['dustmail.net', 'brand.example']],
  [{ ofKey: ['brand.example', 'other.test'] }, ['brand.example']],
  [{ ofKey: ['other.test', '*'] }, ['dustmail.net', 'mayfly.test', 'brand.example']],
  [{ ofKey: [] }, []],
])('with %j a key may choose among %j', (more, available) => {
  expect(availableDomains({ ...domains, ...more })).toEqual(available)
})
