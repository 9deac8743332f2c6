import { PassThrough, Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createByteBudget } from './byte-budget.ts'
import { smtpLimits } from './limits.ts'
import { createPace } from './pace.ts'
import { readMessage } from './read-message.ts'

const all = 1_000_000
const maxBytes = smtpLimits.messageBytes
const pace = createPace()
const large = Buffer.alloc(smtpLimits.freeBytes + 1, 'x')

/** Resolves only when nothing of the budget is held. */
const isFree = async (budget: ReturnType<typeof createByteBudget>) => (await budget.reserve(all))()

test.each([0, 3, 12, 50_000])(
  'the bytes come out as they went in, whatever was announced (%i)',
  async announced => {
    const chunks = [Buffer.from('one '), Buffer.from('two '), Buffer.alloc(20_000, 'x'), Buffer.from(' end')]
    const message = await readMessage(Readable.from(chunks), {
      announcedBytes: announced,
      maxBytes,
      budget: createByteBudget(all),
      pace,
    })
    expect(Buffer.from(message!.raw).equals(Buffer.concat(chunks))).toBe(true)
    // Memory of its own, not a slice of what Node shares out: it is going to move to another thread.
    expect(Buffer.isBuffer(message!.raw)).toBe(false)
    expect(message!.raw.byteOffset).toBe(0)
  },
)

test('a large mail holds its share until it is released', async () => {
  const budget = createByteBudget(all)
  const message = await readMessage(Readable.from([large]), { announcedBytes: 0, maxBytes, budget, pace })
  let free = false
  const freed = isFree(budget).then(() => (free = true))
  await new Promise(resolve => setImmediate(resolve))
  expect(free).toBe(false)
  message!.release()
  await freed
})

test('the last chunk is waited for, though the stream has ended by then', async () => {
  const stream = new PassThrough()
  const slow = { take: () => nextTurn() }
  const reading = readMessage(stream, {
    announcedBytes: 0,
    maxBytes,
    budget: createByteBudget(all),
    pace: slow,
  })
  stream.write('one ')
  stream.end('two')
  expect(Buffer.from((await reading)!.raw).toString()).toBe('one two')
})

test('a stream that breaks off gives its share back', async () => {
  const budget = createByteBudget(all)
  const broken = Readable.from(
    (function* () {
      yield large
      throw new Error('connection lost')
    })(),
  )
  await expect(readMessage(broken, { announcedBytes: 0, maxBytes, budget, pace })).rejects.toThrow(
    'connection lost',
  )
  await isFree(budget)
})

test('a stream that breaks off while it waits for its share gives it back once it is granted', async () => {
  const budget = createByteBudget(all)
  const others = await budget.reserve(all)
  const stream = new Readable({ read() {} })
  const reading = readMessage(stream, { announcedBytes: 0, maxBytes, budget, pace })
  stream.push(large)
  await new Promise(resolve => setImmediate(resolve))
  stream.destroy(new Error('connection lost'))
  await new Promise(resolve => setImmediate(resolve))
  others()
  await expect(reading).rejects.toThrow('connection lost')
  await isFree(budget)
})

test('one that outgrows the limit is read to its end, is none, and gives its share back', async () => {
  const budget = createByteBudget(all)
  const chunk = Buffer.alloc(1024 * 1024)
  const stream = Readable.from(Array.from({ length: 52 }, () => chunk))
  expect(await readMessage(stream, { announcedBytes: 0, maxBytes, budget, pace })).toBeUndefined()
  expect(stream.readableEnded).toBe(true)
  await isFree(budget)
})

test('a smaller limit holds as well, for what needs no share of the budget too', async () => {
  const budget = createByteBudget(all)
  const mail = () => Readable.from([Buffer.alloc(600), Buffer.alloc(400)])
  const taken = await readMessage(mail(), { announcedBytes: 0, maxBytes: 1_000, budget, pace })
  expect(taken?.raw.length).toBe(1_000)
  expect(await readMessage(mail(), { announcedBytes: 0, maxBytes: 999, budget, pace })).toBeUndefined()
  await isFree(budget)
})

test.each([1_000, large.length])(
  'whoever announces %i bytes and sends more holds as much as who announces nothing',
  async announced => {
    const budget = createByteBudget(maxBytes + 10)
    const chunks = [large, large, large]
    const message = await readMessage(Readable.from(chunks), {
      announcedBytes: announced,
      maxBytes,
      budget,
      pace,
    })
    expect(message!.raw.length).toBe(3 * large.length)
    let granted = false
    const other = budget.reserve(11).then(giveBack => {
      granted = true
      return giveBack
    })
    await new Promise(resolve => setImmediate(resolve))
    expect(granted).toBe(false)
    message!.release()
    ;(await other)()
    await (
      await budget.reserve(maxBytes + 10)
    )()
  },
)
