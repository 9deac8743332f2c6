import { expect, test } from 'vitest'
import { segmentForIndex } from './segment.ts'

function words(text: string): string[] {
  return segmentForIndex(text).split(' ').filter(Boolean)
}

test.each([
  ['日本語', ['日', '本', '語']],
  ['請求書PDF2通', ['請', '求', '書', 'PDF2', '通']],
  ['비밀번호 재설정', ['비', '밀', '번', '호', '재', '설', '정']],
  ['ラーメン々', ['ラ', 'ー', 'メ', 'ン', '々']],
  ['𠀀𠀁', ['𠀀', '𠀁']],
  ['가'.normalize('NFD'), ['가']],
  ['ｶﾞＡＢ', ['ガ', 'AB']],
])('%s', (text, expected) => expect(words(text)).toEqual(expected))

test('Thai has no spaces either', () => {
  expect(words('นกบิน')).toEqual([...'นกบิน'])
})

test.each(['', 'plain text', 'Zoë, Ελλάδα, Москва, 👋 --- "x"', 'ﬁne ①'])('%j stays as it is', text => {
  expect(segmentForIndex(text)).toBe(text)
})

test('what is segmented alone is segmented the same inside a sentence', () => {
  expect(segmentForIndex('すぐに確認してください')).toContain(segmentForIndex('確認'))
})
