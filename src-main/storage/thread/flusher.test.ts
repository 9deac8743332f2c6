import { mkdtempSync, rmSync, writeFileSync, type fdatasync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFlusher } from './flusher.ts'

let folder: string
let log: string
let ends: ((error: NodeJS.ErrnoException | null) => void)[]
const sync = ((_: number, done: (error: NodeJS.ErrnoException | null) => void) =>
  void ends.push(done)) as typeof fdatasync

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mayfly-flusher-'))
  log = join(folder, 'log')
  writeFileSync(log, 'x')
  ends = []
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a flush that runs does not count for what was committed after it began; the next one counts for all', async () => {
  const flusher = createFlusher(log, sync)
  const done: string[] = []
  const waits = ['first', 'second', 'third'].map(name => flusher.flushed().then(() => done.push(name)))
  expect(ends).toHaveLength(1)
  ends[0]!(null)
  await waits[0]
  expect(done).toEqual(['first'])
  await expect.poll(() => ends.length).toBe(2)
  ends[1]!(null)
  await Promise.all(waits)
  expect(ends).toHaveLength(2)
  flusher.close()
})

test('a failure is of those who waited for it; the next flush is tried anew', async () => {
  const flusher = createFlusher(log, sync)
  const [first, second] = [flusher.flushed(), flusher.flushed()]
  ends[0]!(Object.assign(new Error('i/o'), { code: 'EIO' }))
  await expect(first).rejects.toThrow('i/o')
  await expect.poll(() => ends.length).toBe(2)
  ends[1]!(null)
  await second
  flusher.close()
})

test('the real one flushes a real file', async () => {
  const flusher = createFlusher(log)
  await flusher.flushed()
  flusher.close()
})
