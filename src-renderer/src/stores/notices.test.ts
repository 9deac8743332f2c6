import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useNotices } from './notices.ts'

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
})
afterEach(() => void vi.useRealTimers())

const texts = () => useNotices().items.map(({ text }) => text)
const undo = (done: string[]) => ({
  label: 'Undo',
  run: () => void done.push('taken back'),
  lapse: () => void done.push('final'),
})

test('news goes by itself, an offer stays longer, and both stay while somebody is at them', () => {
  const notices = useNotices()
  notices.add('plain')
  notices.add('with an offer', 'plain', { action: undo([]) })
  vi.advanceTimersByTime(4000)
  expect(texts()).toEqual(['with an offer'])

  const [offer] = notices.items
  notices.hold(offer!.id)
  vi.advanceTimersByTime(60_000)
  expect(texts()).toEqual(['with an offer'])
  notices.release(offer!)
  vi.advanceTimersByTime(10_000)
  expect(texts()).toEqual([])
})

test('the newest offer is taken first; one that was not taken lapses, once', () => {
  const notices = useNotices()
  const done: string[] = []
  notices.add('first', 'plain', { action: undo(done) })
  notices.add('second', 'plain', {
    action: { label: 'Undo', run: () => void done.push('second taken back') },
  })
  notices.add('no offer')
  notices.actOnNewest()
  expect(done).toEqual(['second taken back'])
  expect(notices.hasAction).toBe(true)
  vi.advanceTimersByTime(10_000)
  expect(done).toEqual(['second taken back', 'final'])
  expect(notices.hasAction).toBe(false)
})

test('at most three are shown, the oldest go', () => {
  const notices = useNotices()
  for (const text of ['one', 'two', 'three', 'four']) notices.add(text)
  expect(texts()).toEqual(['two', 'three', 'four'])
})
