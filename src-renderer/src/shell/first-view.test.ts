import { beforeEach, expect, test, vi } from 'vitest'
import { createFirstView } from './first-view.ts'

beforeEach(() => {
  vi.useFakeTimers()
  return () => void vi.useRealTimers()
})

function setUp() {
  let paint: () => void = () => {}
  const view = createFirstView(() => new Promise(done => (paint = done)))
  const rest = vi.fn()
  void view.after.then(rest)
  const passMs = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  return { note: view.note, paint: () => paint(), rest, passMs }
}

test('the rest begins when the first view has been painted, and not before', async () => {
  const { note, paint, rest, passMs } = setUp()
  await passMs(100)
  note()
  await passMs(100)
  expect(rest).not.toHaveBeenCalled()
  paint()
  await passMs(0)
  expect(rest).toHaveBeenCalledTimes(1)
})

test.each([
  ['that never comes', false],
  ['that nobody sees', true],
])('a view %s holds the rest up for a second at most', async (_name, isThere) => {
  const { note, rest, passMs } = setUp()
  if (isThere) note()
  await passMs(999)
  expect(rest).not.toHaveBeenCalled()
  await passMs(1)
  expect(rest).toHaveBeenCalledTimes(1)
})
