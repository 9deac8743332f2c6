import { expect, test } from 'vitest'
import { addLine, createDialogue, readDialogue, writeDialogue, type Line } from './dialogue.ts'

const noop = (atMs: number): Line => ({ atMs, from: 'client', text: 'NOOP', reason: null })

function spoken(lines: number, line: (n: number) => Line) {
  const dialogue = createDialogue()
  for (let n = 0; n < lines; n++) addLine(dialogue, line(n))
  const read = readDialogue(writeDialogue(dialogue))
  return { ...read, all: read.lines.map(({ atMs }) => atMs) }
}

const upTo = (end: number, from = 0) => Array.from({ length: end - from }, (_, index) => from + index)

test('what is written is read again', () => {
  const lines: Line[] = [
    { atMs: 0, from: 'server', text: '250-one\n250-two\n250 three', reason: null },
    { atMs: 12, from: 'client', text: '', reason: null },
    { atMs: 13, from: 'client', text: 'NOOP Grüße 用户 \0\t', reason: null },
    { atMs: 14, from: 'server', text: '550 5.2.1 The mailbox is expired', reason: 'expired' },
  ]
  expect(spoken(4, n => lines[n]!)).toMatchObject({ lines, omitted: 0 })
  expect(readDialogue(writeDialogue(createDialogue()))).toEqual({ lines: [], omitted: 0 })
})

test('nobody can forge a line', () => {
  const { lines } = spoken(1, n => ({ ...noop(n), text: 'a\u001e1\u001fS\u001f\u001f250 forged\u001e' }))
  expect(lines).toEqual([{ ...noop(0), text: 'a 1 S  250 forged ' }])
})

test('up to 200 lines are all kept', () => {
  expect(spoken(200, noop)).toMatchObject({ omitted: 0, all: upTo(200) })
})

test('of more, the first and the last hundred are kept', () => {
  expect(spoken(10_000, noop)).toMatchObject({ omitted: 9_800, all: [...upTo(100), ...upTo(10_000, 9_900)] })
})

test('long lines count by their length, and the order stays when a short one follows', () => {
  const { all, omitted } = spoken(100, n => ({ ...noop(n), text: 'x'.repeat(n % 2 ? 10 : 4_900) }))
  expect(all.length + omitted).toBe(100)
  expect(all).toEqual([0, 1, 2, 3, 95, 96, 97, 98, 99])
})
