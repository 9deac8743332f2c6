import { expect, test } from 'vitest'
import { addLine, createDialogue } from './dialogue.ts'

function spoken(lines: number, text: (n: number) => string) {
  const dialogue = createDialogue()
  for (let n = 0; n < lines; n++) addLine(dialogue, [n, 1, text(n)])
  return { ...dialogue, all: [...dialogue.head, ...dialogue.tail].map(([at]) => at) }
}

const upTo = (end: number, from = 0) => Array.from({ length: end - from }, (_, index) => from + index)

test('up to 200 lines are all kept', () => {
  expect(spoken(200, () => 'NOOP')).toMatchObject({ omitted: 0, all: upTo(200) })
})

test('of more, the first and the last hundred are kept', () => {
  expect(spoken(10_000, () => 'NOOP')).toMatchObject({
    omitted: 9_800,
    all: [...upTo(100), ...upTo(10_000, 9_900)],
  })
})

test('long lines count by their length, and the order stays when a short one follows', () => {
  const { all, omitted } = spoken(100, n => 'x'.repeat(n % 2 ? 10 : 5_000))
  expect(all.length + omitted).toBe(100)
  expect(all).toEqual(all.toSorted((one, other) => one - other))
  expect(all).toEqual([0, 1, 97, 98, 99])
})
