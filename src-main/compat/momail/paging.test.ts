import { expect, test } from 'vitest'
import { toPage } from './paging.ts'

test('a page is sorted and cut, an empty one by anything', () => {
  const all = [{ keyId: 'b' }, { keyId: 'c' }, { keyId: 'a' }]
  const page = { limit: 2, offset: 1 }
  expect(toPage(all, { ...page, sort: 'key_id:desc' })).toEqual({
    success: true,
    data: [{ keyId: 'b' }, { keyId: 'a' }],
    meta: { total: 3, limit: 2, offset: 1, hasMore: false },
  })
  expect(toPage(all, page).data).toEqual([{ keyId: 'c' }, { keyId: 'a' }])
  expect(() => toPage(all, { ...page, sort: 'name' })).toThrow('must be one of keyId')
  expect(toPage([], { ...page, sort: 'name' }).data).toEqual([])
})
