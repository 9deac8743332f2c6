import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { watchArrival } from './watch-arrival.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

/** It looks when what came until then was read. */
function pass(ms: number): Promise<void> {
  vi.advanceTimersByTime(ms)
  return setImmediate()
}

function watch() {
  const seen = { bytes: 0, waitsForUs: false, tooSlow: 0 }
  const stop = watchArrival({
    pace: { bytes: 100, withinMs: 1000 },
    received: () => seen.bytes,
    waitsForUs: () => seen.waitsForUs,
    onTooSlow: () => seen.tooSlow++,
  })
  return { seen, stop }
}

test('enough in each span is never too slow, however long it takes', async () => {
  const { seen, stop } = watch()
  for (let span = 0; span < 50; span++) {
    seen.bytes += 100
    await pass(1000)
  }
  expect(seen.tooSlow).toBe(0)
  stop()
})

test('a byte less is, and is said once; what came before does not help', async () => {
  const { seen } = watch()
  seen.bytes = 10_000
  await pass(1000)
  seen.bytes += 99
  await pass(999)
  expect(seen.tooSlow).toBe(0)
  await pass(1)
  expect(seen.tooSlow).toBe(1)
  await pass(10_000)
  expect(seen.tooSlow).toBe(1)
})

test('while it waits for us it may stand still', async () => {
  const { seen } = watch()
  seen.waitsForUs = true
  await pass(5000)
  expect(seen.tooSlow).toBe(0)
  seen.waitsForUs = false
  await pass(1000)
  expect(seen.tooSlow).toBe(1)
})

test('nothing is said after the end', async () => {
  const { seen, stop } = watch()
  stop()
  await pass(5000)
  expect(seen.tooSlow).toBe(0)
})

test('nor between the end of a span and the look at it', async () => {
  const { seen, stop } = watch()
  vi.advanceTimersByTime(1000)
  stop()
  await pass(5000)
  expect(seen.tooSlow).toBe(0)
})

test('what came while this process stood still counts, though the span was over before it was read', async () => {
  vi.useRealTimers()
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const [socket] = (await once(server, 'connection')) as [Socket]
  onTestFinished(() => {
    client.destroy()
    server.close()
  })
  socket.resume()
  const told = Promise.withResolvers<number>()
  watchArrival({
    pace: { bytes: 100, withinMs: 20 },
    received: () => socket.bytesRead,
    waitsForUs: () => false,
    onTooSlow: () => told.resolve(socket.bytesRead),
  })
  client.write('x'.repeat(100))
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
  // Of the next span, in which nothing came.
  expect(await told.promise).toBe(100)
})
