import { expect, test } from 'vitest'
import type { Flusher } from './flusher.ts'
import { startJobThread } from './job-thread.ts'

/** Answers each job with its id at once, and ends when it is told to. */
const script = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads'
    parentPort.on('message', ({ kind, id }) => {
      if (kind === 'stop') return parentPort.close()
      parentPort.postMessage({ kind: 'results', results: [{ id, ok: true, value: id }] })
    })
    parentPort.postMessage({ kind: 'ready' })
  `)}`,
)

const write = { kind: 'query', set: '', queryKind: 'writes', name: '', args: null } as const

function threadWith(flushed: Flusher['flushed'], log: string[] = []) {
  return startJobThread({
    script,
    data: { file: '', role: 'store' },
    openFlusher: () => ({ flushed, close: () => void log.push('closed') }),
    onCrash: error => log.push(error.message),
  })
}

test('nobody hears of a write before it is on disk', async () => {
  const log: string[] = []
  const flushes: (() => void)[] = []
  const thread = await threadWith(() => new Promise(resolve => flushes.push(resolve)), log)
  const answer = thread.ask(write).then(value => log.push(`answer ${String(value)}`))
  await expect.poll(() => flushes.length).toBe(1)
  expect([log, thread.queued()]).toEqual([[], 1])
  flushes[0]!()
  await answer
  await thread.stop()
  expect(log).toEqual(['answer 1', 'closed'])
})

test('what the disk does not confirm has failed, and says that it may be stored', async () => {
  const full = Object.assign(new Error('i/o error'), { code: 'EIO' })
  const thread = await threadWith(() => Promise.reject(full))
  await expect(thread.ask(write)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('did not confirm') as string,
  })
  await thread.stop()
})

test('a stop waits for the disk', async () => {
  const log: string[] = []
  const flushes: (() => void)[] = []
  const thread = await threadWith(() => new Promise(resolve => flushes.push(resolve)), log)
  const answer = thread.ask(write).then(() => log.push('answer'))
  const stopped = thread.stop().then(() => log.push('stopped'))
  await expect.poll(() => flushes.length).toBe(1)
  flushes[0]!()
  await Promise.all([answer, stopped])
  expect(log).toEqual(['answer', 'closed', 'stopped'])
})

test('a log that cannot be opened ends the thread', async () => {
  const openFlusher = () => {
    throw new Error('no log')
  }
  const data = { file: '', role: 'store' } as const
  await expect(startJobThread({ script, data, openFlusher, onCrash: () => {} })).rejects.toThrow('no log')
})
