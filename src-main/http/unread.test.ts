import { expect, test } from 'vitest'
import { edge } from '#test/support/edge.ts'
import { httpLimits } from './limits.ts'
import { createUnreadStream } from './unread.ts'

/** Two bytes a character. */
const event = 'ü'.repeat(500)

function write({ write }: ReturnType<typeof createUnreadStream>, bytes: number): void {
  for (let left = bytes; left > 0; left -= 1000) write(left < 1000 ? 'x'.repeat(left) : event)
}

test('a stream that nobody reads goes on to the bound, and ends beyond it', () => {
  const isOpenWith = (bytes: number) => {
    const unread = createUnreadStream()
    write(unread, bytes)
    return !unread.stream.destroyed
  }
  expect(edge(httpLimits.unreadEventBytes).map(isOpenWith)).toEqual([true, true, false])
})

test('what was read counts no more, and what is left comes before the end', async () => {
  const unread = createUnreadStream()
  for (let round = 0; round < 3; round++) {
    write(unread, httpLimits.unreadEventBytes)
    while (unread.stream.read() !== null);
  }
  unread.write('the last')
  unread.end()
  expect(Buffer.concat(await unread.stream.toArray()).toString()).toBe('the last')
})
