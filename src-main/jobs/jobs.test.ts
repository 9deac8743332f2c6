import { expect, test } from 'vitest'
import { AppError } from '#shared/api/errors.ts'
import { createJobs } from './jobs.ts'

const about = { kind: 'import', subject: 'old.mbox' } as const

function open() {
  const errors: unknown[] = []
  return { errors, ...createJobs({ now: () => 1_000, onError: error => errors.push(error) }) }
}

/** Runs until it is cancelled. */
const untilCancelled = ({ signal }: { signal: AbortSignal }) =>
  new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))))

const finished = () => new Promise(resolve => setImmediate(resolve))

test('tells how far it is, what it left out, and that it is done', async () => {
  const jobs = open()
  const heard: string[] = []
  jobs.subscribe(id => heard.push(id))
  const { id } = jobs.start({ ...about, total: 2 }, async ({ tell, leaveOut }) => {
    tell({ done: 2, counts: { imported: 1 } })
    leaveOut('b.eml', 'It is empty.')
  })
  await finished()
  expect(jobs.get(id)).toMatchObject({
    state: 'done',
    done: 2,
    total: 2,
    counts: { imported: 1, failed: 1 },
    failures: [{ name: 'b.eml', message: 'It is empty.' }],
    finishedAt: '1970-01-01T00:00:01.000Z',
  })
  expect(new Set(heard)).toEqual(new Set([id]))
})

test('says why it failed in words that were meant for people, and reports what was not', async () => {
  const jobs = open()
  const meant = jobs.start(about, async () => {
    throw new AppError('unprocessable', 'The zip is damaged.')
  })
  const unmeant = jobs.start(about, async () => {
    throw new TypeError('x is not a function')
  })
  await finished()
  expect(jobs.get(meant.id)).toMatchObject({ state: 'failed', error: 'The zip is damaged.' })
  expect(jobs.get(unmeant.id).error).not.toContain('x is not')
  expect(jobs.errors).toHaveLength(1)
})

test('a cancelled one ends as that, and is forgotten when it is ended again', async () => {
  const jobs = open()
  const { id } = jobs.start(about, untilCancelled)
  expect(jobs.get(id).state).toBe('running')
  jobs.end(id)
  await finished()
  expect(jobs.get(id)).toMatchObject({ state: 'cancelled', error: null })
  jobs.end(id)
  expect(() => jobs.get(id)).toThrow('There is no job')
  expect(jobs.errors).toEqual([])
})

test('no more than four run at a time', async () => {
  const jobs = open()
  for (let i = 0; i < 4; i++) jobs.start(about, untilCancelled)
  expect(() => jobs.start(about, untilCancelled)).toThrow('4 jobs run already')
  await jobs.stop({ all: true })
  expect(jobs.list().map(({ state }) => state)).toEqual(Array(4).fill('cancelled'))
})

test('keeps the newest thirty that have finished, newest first', async () => {
  const jobs = open()
  for (let i = 0; i < 32; i++) {
    jobs.start({ ...about, subject: String(i) }, async () => {})
    await finished()
  }
  const subjects = jobs.list().map(({ subject }) => subject)
  expect(subjects).toHaveLength(30)
  expect([subjects[0], subjects.at(-1)]).toEqual(['31', '2'])
})

test('what outlives the application is not cancelled when that stops', async () => {
  const jobs = open()
  const restore = jobs.start({ ...about, outlivesApp: true }, untilCancelled)
  const other = jobs.start(about, untilCancelled)
  await jobs.stop({ all: false })
  expect([jobs.get(restore.id).state, jobs.get(other.id).state]).toEqual(['running', 'cancelled'])
  await jobs.stop({ all: true })
  expect(jobs.get(restore.id).state).toBe('cancelled')
})
