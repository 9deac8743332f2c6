import { expect, test } from 'vitest'
import { quotaOf, toMailbox } from './mapping.ts'
import { Inboxes } from './schema.ts'

const told = (rate_limit: unknown) => quotaOf({ success: true, data: [], meta: { rate_limit } })

test('the limit is read from meta', () => {
  expect(told({ limit: 100, used: 3 })).toEqual({
    limit: 100,
    remaining: 97,
    resetsAt: null,
    unlimited: false,
  })
  expect(told({ limit: 100, used: 130 })).toMatchObject({ remaining: 0 })
  expect(told({ limit: 100 })).toMatchObject({ limit: 100, remaining: null })
})

test('null is no limit; what is not there tells nothing', () => {
  expect(told({ limit: null, used: 1 })).toEqual({
    limit: null,
    remaining: null,
    resetsAt: null,
    unlimited: true,
  })
  expect(told(undefined)).toBeNull()
  expect(told({ used: 5 })).toBeNull()
  expect(quotaOf('x')).toBeNull()
})

test('an inbox is read with no more than it needs', () => {
  const { data } = Inboxes.parse({ data: [{ id: 'a', email: 'x@dustmail.net' }] })
  expect(data.map(toMailbox)).toEqual([
    {
      id: 'a',
      address: 'x@dustmail.net',
      tag: null,
      archived: false,
      recoverable: null,
      messageCount: null,
      createdAt: null,
      expiresAt: null,
    },
  ])
  expect(Inboxes.parse([{ id: 'a', email: 'x@dustmail.net' }]).data).toHaveLength(1)
  expect(Inboxes.safeParse({ success: true }).success).toBe(false)
})
