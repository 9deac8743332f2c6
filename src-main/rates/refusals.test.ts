import { expect, test } from 'vitest'
import { createRefusals } from './refusals.ts'

function refusalsAt(start: number) {
  let now = start
  return { refusals: createRefusals({ now: () => now }), wait: (ms: number) => (now += ms) }
}

test('20 in a minute, then one every three seconds; another address has its own', () => {
  const { refusals, wait } = refusalsAt(1_000_000)
  for (let n = 0; n < 20; n++) expect(refusals.take('192.168.0.7')).toBe(0)
  for (let n = 0; n < 100; n++) expect(refusals.take('192.168.0.7')).toBe(3_000)
  expect(refusals.take('192.168.0.8')).toBe(0)
  wait(2_999)
  expect(refusals.take('192.168.0.7')).toBe(1)
  wait(1)
  expect([refusals.take('192.168.0.7'), refusals.take('192.168.0.7')]).toEqual([0, 3_000])
  wait(60_000)
  for (let n = 0; n < 20; n++) expect(refusals.take('192.168.0.7')).toBe(0)
  expect(refusals.take('192.168.0.7')).toBe(3_000)
})

test('of very many addresses the one that was quiet for longest is forgotten', () => {
  const { refusals } = refusalsAt(0)
  for (const address of ['quiet', 'busy']) for (let n = 0; n < 19; n++) refusals.take(address)
  for (let n = 0; n < 9_998; n++) refusals.take(`10.0.${n >> 8}.${n & 255}`)
  expect(refusals.take('busy')).toBe(0)
  refusals.take('one more')
  expect([refusals.take('busy'), refusals.take('quiet'), refusals.take('quiet')]).toEqual([3_000, 0, 0])
})
