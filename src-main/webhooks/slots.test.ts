import { expect, test } from 'vitest'
import { createSlots } from './slots.ts'

test('so many at a time, the others in the order they came', async () => {
  const slots = createSlots(2)
  const order: string[] = []
  const take = (name: string) => slots.take().then(release => (order.push(name), release))
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(take) as [Promise<() => void>, ...Promise<() => void>[]]
  const release = await a
  await b
  expect(order).toEqual(['a', 'b'])
  release()
  await c
  release() // again: nobody else comes in by it
  await new Promise(resolve => setImmediate(resolve))
  expect(order).toEqual(['a', 'b', 'c'])
  ;(await b!)()
  await d
  expect(order).toEqual(['a', 'b', 'c', 'd'])
})
