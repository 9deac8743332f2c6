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
    parentPort.postMessage({ kind: 'ready', newestSeq: 0 })
  `)}`,
)

const write = { kind: 'query', set: '', queryKind: 'writes', name: '', args: null } as const

function threadWith(flushed: Flusher['flushed'], log: string[] = [], program = script) {
  return startJobThread({
    script: program,
    data: { file: '', role: 'store' },
    openFlusher: () => ({ flushed, close: () => void log.push('closed') }),
    onProblem: problem => log.push(problem),
    onEnd: ({ error, unflushed }) => log.push(`${error.message}${unflushed ? ', unflushed' : ''}`),
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

test('what the disk does not confirm has failed, and so has all that follows; the thread ends', async () => {
  const log: string[] = []
  let failures = 1
  const flushed = () =>
    failures-- > 0
      ? Promise.reject(Object.assign(new Error('i/o error'), { code: 'EIO' }))
      : Promise.resolve()
  const thread = await threadWith(flushed, log)
  const refused = { code: 'unavailable', details: [{ reason: 'io_error', retryAfterSeconds: 5 }] }
  const answers = [thread.ask(write), thread.ask(write)]
  for (const answer of await Promise.allSettled(answers))
    expect(answer).toMatchObject({ status: 'rejected', reason: refused })
  await expect(thread.ask(write)).rejects.toMatchObject({ code: 'unavailable' })
  await expect.poll(() => log.at(-1)).toMatch(/, unflushed$/)
  expect(log).toContain('io_error')
})

test('a thread that dies fails what it had not answered, and says so once', async () => {
  const log: string[] = []
  const dying = new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads'
      parentPort.on('message', () => { throw new Error('a fault') })
      parentPort.postMessage({ kind: 'ready', newestSeq: 7 })
    `)}`,
  )
  const thread = await threadWith(() => Promise.resolve(), log, dying)
  expect(thread.newestSeq).toBe(7)
  await expect(thread.ask(write)).rejects.toMatchObject({ details: [{ reason: 'restarting' }] })
  await expect.poll(() => log).toEqual(['closed', 'a fault'])
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
  await expect(startJobThread({ script, data, openFlusher, onProblem() {}, onEnd() {} })).rejects.toThrow(
    'no log',
  )
})
