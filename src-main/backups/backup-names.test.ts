import { expect, test } from 'vitest'
import { backupName, madeAt, surplus } from './backup-names.ts'

const at = (day: number) => Date.UTC(2026, 10, day, 5, 6, 7, 8)

test('a name says when it was made, and what before', () => {
  expect(backupName(at(21))).toBe('mayfly-2026-11-21T05-06-07-008Z.db')
  expect(madeAt(backupName(at(21)))).toBe('2026-11-21T05:06:07.008Z')
  expect(madeAt(backupName(at(21), true))).toBe('2026-11-21T05:06:07.008Z')
})

test.each([
  '../mayfly.db',
  'mayfly.db',
  'mayfly-2026-11-21T05-06-07-008Z.db.part',
  'x/mayfly-2026-11-21T05-06-07-008Z.db',
])('%s is none of ours', name => expect(madeAt(name)).toBeUndefined())

test('the oldest go, and nothing that is none of ours', () => {
  const names = [backupName(at(3)), 'notes.txt', backupName(at(1)), backupName(at(2))]
  expect(surplus(names, 2)).toEqual([backupName(at(1))])
  expect(surplus(names, 3)).toEqual([])
})

test('what is set aside before a restore pushes out only its like', () => {
  const asked = [backupName(at(1)), backupName(at(2))]
  const aside = [3, 4, 5].map(day => backupName(at(day), true))
  expect(surplus([...asked, ...aside], 2)).toEqual([backupName(at(3), true)])
})
