import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { edge } from '#test/support/edge.ts'
import { limits } from './limits.ts'
import { readMime } from './read-mime.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const mail = Buffer.from('Subject: slow\r\n\r\nThe text.\r\n')

test('a mail may take its time to read, and is then kept with what was read', async () => {
  const problemAfter = async (ms: number) => {
    const reading = readMime(mail)
    vi.advanceTimersByTime(ms)
    return (await reading).problem
  }
  const problems: (string | null)[] = []
  for (const ms of edge(limits.parseMs)) problems.push(await problemAfter(ms))
  expect(problems).toEqual([null, 'The mail took too long to read.', 'The mail took too long to read.'])
})

test('of the clock of a mail that was read in time nothing is left', async () => {
  expect((await readMime(mail)).text.trim()).toBe('The text.')
  expect(vi.getTimerCount()).toBe(0)
})
