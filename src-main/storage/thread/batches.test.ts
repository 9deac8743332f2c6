import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase, type Db } from '../database.ts'
import { createBatches, type Prepare } from './batches.ts'
import type { Job, JobResult } from './protocol.ts'

let db: Db
let commits: JobResult[][]
beforeEach(() => {
  db = openDatabase(':memory:')
  db.exec('CREATE TABLE notes (text TEXT UNIQUE)')
  commits = []
})
afterEach(() => db.close())

const job = (id: number, name: string): Job => ({
  id,
  kind: 'query',
  set: '',
  queryKind: 'writes',
  name,
  args: null,
})
const batchesOf = (prepare: Prepare) =>
  createBatches({ db, prepare, reply: results => void commits.push(results) })
const insert: Prepare = async waiting => connection => {
  const { name } = waiting as Extract<Job, { kind: 'query' }>
  connection.run('INSERT INTO notes VALUES (?)', name)
  if (name === 'throws afterwards') throw new Error('no')
  return name
}
const notes = () => db.all<{ text: string }>('SELECT text FROM notes ORDER BY rowid').map(({ text }) => text)

test('jobs that wait share one commit, in the order they came', async () => {
  const batches = batchesOf(insert)
  for (const [id, name] of ['a', 'b', 'c'].entries()) batches.add(job(id, name))
  await batches.drain()
  expect(commits).toHaveLength(1)
  expect(commits[0]!.map(result => result.ok && result.value)).toEqual(['a', 'b', 'c'])
  expect(notes()).toEqual(['a', 'b', 'c'])
})

test('one that fails is undone alone, whatever it had done', async () => {
  const batches = batchesOf(insert)
  for (const [id, name] of ['a', 'throws afterwards', 'a', 'c'].entries()) batches.add(job(id, name))
  await batches.drain()
  expect(commits.flat().map(({ id, ok }) => [id, ok])).toEqual([
    [0, true],
    [1, false],
    [2, false],
    [3, true],
  ])
  expect(notes()).toEqual(['a', 'c'])
})

test('one that cannot even be prepared fails alone', async () => {
  const batches = batchesOf(one => (one.id === 1 ? Promise.reject(new Error('unreadable')) : insert(one)))
  for (const [id, name] of ['a', 'b', 'c'].entries()) batches.add(job(id, name))
  await batches.drain()
  expect(commits.flat()[1]).toMatchObject({ ok: false, failure: { message: 'unreadable' } })
  expect(notes()).toEqual(['a', 'c'])
})

test('when SQLite rolls the whole transaction back, nothing of the batch counts as done', async () => {
  const batches = batchesOf(async one => connection => {
    if (one.id === 1) {
      connection.exec('ROLLBACK')
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    }
    return connection.run('INSERT INTO notes VALUES (?)', String(one.id))
  })
  for (const id of [0, 1, 2]) batches.add(job(id, ''))
  await batches.drain()
  expect(commits.flat().map(({ ok }) => ok)).toEqual([false, false, false])
  expect(commits.flat()[0]).toMatchObject({ failure: { code: 'SQLITE_FULL' } })
  expect(db.inTransaction()).toBe(false)
})

test('results are given only after the commit', async () => {
  const seen: boolean[] = []
  const batches = createBatches({
    db,
    prepare: insert,
    reply: () => void seen.push(db.inTransaction()),
  })
  batches.add(job(1, 'a'))
  await batches.drain()
  expect(seen).toEqual([false])
})

test('a great many jobs are several commits, so that none is long', async () => {
  const batches = batchesOf(insert)
  for (let id = 0; id < 600; id++) batches.add(job(id, `${id}`))
  await batches.drain()
  expect(commits.map(({ length }) => length)).toEqual([256, 256, 88])
})

test('the memory of large mails is given back, and not before the batch is done, though it is done twice', async () => {
  const mails = [1, 2].map(byte => ({ raw: new Uint8Array(1024 * 1024).fill(byte) }))
  const seen: number[][] = []
  const prepare: Prepare = async one => () => {
    const { raw } = (one as Extract<Job, { kind: 'ingest' }>).mail as { raw: Uint8Array }
    seen.push([one.id, raw.length, raw.at(-1)!])
    if (one.id === 1) throw new Error('no')
  }
  const batches = batchesOf(prepare)
  for (const [id, mail] of mails.entries()) batches.add({ id, kind: 'ingest', mail })
  await batches.drain()
  const whole = [
    [0, 1024 * 1024, 1],
    [1, 1024 * 1024, 2],
  ]
  expect(seen).toEqual([...whole, ...whole])
  expect(mails.map(({ raw }) => raw.length)).toEqual([0, 0])
})
