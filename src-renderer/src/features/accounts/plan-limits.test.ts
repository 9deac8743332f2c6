import { expect, test } from 'vitest'
import { limitNames, readLimitTexts, toLimitTexts } from './plan-limits.ts'

const none = Object.fromEntries(limitNames.map(name => [name, null])) as Record<
  (typeof limitNames)[number],
  null
>

test('what is typed comes back as it was', () => {
  const plan = { ...none, callsPerDay: 1_000, maxMessageBytes: 10 * 1_048_576, activeMailboxes: 0 }
  const texts = toLimitTexts(plan)
  expect(texts).toMatchObject({ callsPerDay: '1000', maxMessageBytes: '10', activeMailboxes: '0', burst: '' })
  expect(readLimitTexts(texts)).toEqual({ limits: plan, faulty: [] })
})

test('empty is no limit, blanks between digits do not matter, sizes may have a fraction', () => {
  const texts = { ...toLimitTexts(undefined), callsPerDay: ' 10 000 ', maxMessageBytes: '0,5' }
  expect(readLimitTexts(texts).limits).toEqual({ ...none, callsPerDay: 10_000, maxMessageBytes: 524_288 })
})

test('what is no whole number is told', () => {
  const texts = { ...toLimitTexts(undefined), burst: '1.5', callsPerDay: 'many', retentionDays: '-1' }
  expect(readLimitTexts(texts).faulty).toEqual(['burst', 'callsPerDay', 'retentionDays'])
})
