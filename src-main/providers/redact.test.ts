import { expect, test } from 'vitest'
import { excerptOf, redact } from './redact.ts'

test('the key is taken out wherever it stands, and so is what looks like one', () => {
  expect(redact('key s3cret! is bad, s3cret! again', 's3cret!')).toBe('key *** is bad, *** again')
  for (const key of [
    'mmak_FKI5IKBJ4FSZ',
    'mm_sk_live_123456',
    'dm_live_abcdefg',
    'mk_a1b2c3d4_e5f6',
    'mf_xxxxxxxx',
    'mayfly_abcdef1',
  ])
    expect(redact(`the key ${key} here`, null)).toBe('the key *** here')
  expect(redact('Authorization: Bearer abc.def-ghi=', null)).toBe('Authorization: ***')
  expect(redact('nothing to hide', '')).toBe('nothing to hide')
})

test('an excerpt is one short line, and a key that would be cut in it is gone before', () => {
  expect(excerptOf(Buffer.from('<p>\n\u0000 a\u202e\tb </p>'), null)).toBe('<p> a b </p>')
  const long = excerptOf(Buffer.from(`${'x'.repeat(195)} topsecretkey`), 'topsecretkey')
  expect(long).toBe(`${'x'.repeat(195)} ***`)
  expect(excerptOf(Buffer.from('y'.repeat(500)), null)).toBe(`${'y'.repeat(200)}…`)
})
