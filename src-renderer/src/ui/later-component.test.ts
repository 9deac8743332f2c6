import { h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { beforeEach, expect, test, vi } from 'vitest'
import { laterComponent } from './later-component.ts'

beforeEach(() => {
  vi.useFakeTimers()
  return () => void vi.useRealTimers()
})

/** A part whose file can be had from the `from`th time on that it is asked for. */
function createPart(from: number) {
  let begin: () => void = () => {}
  const after = new Promise<void>(done => (begin = done))
  const load = vi.fn(async () => {
    if (load.mock.calls.length < from) throw new Error('The server is away.')
    return { render: () => 'the menu' }
  })
  return { begin, load, Part: laterComponent(load, { after }) }
}

const passMs = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('it is fetched once what it waits for is over, and not again when it is needed', async () => {
  const { begin, load, Part } = createPart(1)
  await passMs(60_000)
  expect(load).toHaveBeenCalledTimes(0)
  begin()
  await passMs(0)
  expect(load).toHaveBeenCalledTimes(1)
  expect(await renderToString(h(Part))).toBe('the menu')
  expect(load).toHaveBeenCalledTimes(1)
})

test('one whose file could not be had is asked for when it is needed', async () => {
  const { begin, load, Part } = createPart(2)
  begin()
  await passMs(60_000)
  expect(load).toHaveBeenCalledTimes(1)
  expect(await renderToString(h(Part))).toBe('the menu')
})

test('while it cannot be had it is asked for ever more seldom, and shown when it is there', async () => {
  const { begin, load, Part } = createPart(10)
  begin()
  let shown = ''
  void renderToString(h(Part)).then(text => (shown = text))
  const asked = []
  for (const seconds of [0, 1, 2, 4, 8, 16, 30, 30]) {
    await passMs(seconds * 1_000)
    asked.push(load.mock.calls.length)
  }
  expect(asked).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
  expect(shown).toBe('')
  await passMs(30_000)
  expect(shown).toBe('the menu')
})
