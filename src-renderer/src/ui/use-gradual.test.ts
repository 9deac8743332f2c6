import { effectScope, nextTick, shallowRef } from 'vue'
import { expect, onTestFinished, test } from 'vitest'
import { useGradual } from './use-gradual.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

/** A list in a page that is idle when it is told to be. */
function setUp(count: number) {
  const waiting = new Set<() => void>()
  const all = shallowRef(numbers(count))
  const scope = effectScope()
  onTestFinished(() => scope.stop())
  const drawn = scope.run(() =>
    useGradual(
      () => all.value,
      work => {
        waiting.add(work)
        return () => void waiting.delete(work)
      },
    ),
  )!
  async function idle(): Promise<number> {
    const due = [...waiting]
    waiting.clear()
    for (const work of due) work()
    await nextTick()
    return drawn.value.length
  }
  return { all, drawn, idle, waiting, leave: () => scope.stop() }
}

test('a long list is drawn a part at a time, until all of it is there in its order', async () => {
  const { drawn, idle, waiting } = setUp(100)
  expect(drawn.value).toHaveLength(40)
  expect([await idle(), await idle()]).toEqual([80, 100])
  expect(drawn.value).toEqual(numbers(100))
  expect(waiting.size).toBe(0)
})

test('a short one is there at once; what comes later is drawn as well', async () => {
  const { all, drawn, idle, waiting } = setUp(40)
  expect([drawn.value.length, waiting.size]).toEqual([40, 0])
  all.value = numbers(90)
  await nextTick()
  expect([drawn.value.length, await idle(), await idle()]).toEqual([40, 80, 90])
})

test('what changes meanwhile asks for one step, not for one more', async () => {
  const { all, idle } = setUp(200)
  all.value = numbers(201)
  await nextTick()
  expect(await idle()).toBe(80)
})

test('where the list is left, nothing more is drawn', () => {
  const { waiting, leave } = setUp(100)
  expect(waiting.size).toBe(1)
  leave()
  expect(waiting.size).toBe(0)
})
