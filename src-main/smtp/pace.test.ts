import { expect, test } from 'vitest'
import { createPace } from './pace.ts'

const megabyte = 1024 * 1024

test('little goes on at once, more than a megabyte waits for the next turn, all who bring it together', async () => {
  const pace = createPace()
  expect(pace.take(megabyte / 2)).toBeUndefined()
  const waits = [pace.take(megabyte / 2), pace.take(1)]
  expect(waits[0]).toBeInstanceOf(Promise)
  expect(waits[1]).toBe(waits[0])
  await waits[0]
  expect(pace.take(megabyte / 2)).toBeUndefined()
})

test('other work of the event loop is done in between', async () => {
  const pace = createPace()
  const order: string[] = []
  const other = new Promise<void>(resolve =>
    setImmediate(() => {
      order.push('other')
      resolve()
    }),
  )
  for (let chunk = 0; chunk < 3; chunk++) await pace.take(megabyte)
  order.push('mail')
  await other
  expect(order).toEqual(['other', 'mail'])
})
