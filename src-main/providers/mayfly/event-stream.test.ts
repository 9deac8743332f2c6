import { expect, test } from 'vitest'
import { createEventReader, type SentEvent } from './event-stream.ts'

function read(...pieces: string[]): SentEvent[] {
  const events: SentEvent[] = []
  const take = createEventReader(event => events.push(event))
  pieces.forEach(piece => take(Buffer.from(piece)))
  return events
}

const one = 'id: 8\nevent: message.received\ndata: {"type":"é"}\n\n'

test('events are read wherever the pieces end', () => {
  const expected = [{ id: '8', data: { type: 'é' } }]
  expect(read(one)).toEqual(expected)
  expect(read(...one.split(''))).toEqual(expected)
  expect(read(one.replaceAll('\n', '\r\n'))).toEqual(expected)
})

test('a letter that is cut in two is read', () => {
  const events: SentEvent[] = []
  const take = createEventReader(event => events.push(event))
  const bytes = Buffer.from(one)
  for (let at = 0; at < bytes.length; at++) take(bytes.subarray(at, at + 1))
  expect(events).toEqual([{ id: '8', data: { type: 'é' } }])
})

test('comments, what is no JSON and what has no end are left', () => {
  expect(read(': still here\n\n', 'retry: 1000\n\n', 'data: nonsense\n\n', one)).toHaveLength(1)
  expect(read(`data: ${'x'.repeat(2_000_000)}`, '\n\n', one)).toHaveLength(1)
  expect(read('data: {"a":\ndata: 1}\n\n')).toEqual([{ id: null, data: { a: 1 } }])
})
