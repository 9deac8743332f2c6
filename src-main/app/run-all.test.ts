import { expect, test } from 'vitest'
import { runAll } from './run-all.ts'

test('every step runs in its turn, also behind one that fails; the first failure is told', async () => {
  const ran: string[] = []
  const step =
    (name: string, fails = false) =>
    async () => {
      await Promise.resolve()
      ran.push(name)
      if (fails) throw new Error(name)
    }
  await expect(runAll([step('a'), step('b', true), step('c', true), step('d')])).rejects.toThrow('b')
  expect(ran).toEqual(['a', 'b', 'c', 'd'])
  await runAll([step('e'), () => undefined])
  expect(ran).toEqual(['a', 'b', 'c', 'd', 'e'])
})
