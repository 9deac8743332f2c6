import { expect, test } from 'vitest'
import { pack, unpack } from './packed.ts'

test('small values stay readable, large ones shrink; both come back', () => {
  const small = { text: 'Grüße' }
  const large = { text: 'Grüße '.repeat(10_000) }
  expect(pack(small).toString()).toBe(JSON.stringify(small))
  expect(pack(large).length).toBeLessThan(1_000)
  expect(unpack(pack(small))).toEqual(small)
  expect(unpack(pack(large))).toEqual(large)
})
