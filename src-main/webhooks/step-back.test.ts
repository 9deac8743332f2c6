import { beforeEach, expect, test } from 'vitest'
import { createHandClock } from '#test/support/hand-clock.ts'
import { createStepBack } from './step-back.ts'

const hourMs = 3_600_000
let clock: ReturnType<typeof createHandClock>
let steps: ReturnType<typeof createStepBack>
let told: number[]
const look = () => steps.look(async byMs => void told.push(byMs))
beforeEach(() => {
  clock = createHandClock()
  steps = createStepBack(clock.now)
  told = []
})

test('a step back of a minute or more is told once', async () => {
  clock.passMs(-59_999)
  await look()
  clock.passMs(-60_000)
  await look()
  await look()
  expect(told).toEqual([60_000])
})

test('a step ahead and back between two looks is told if somebody read the time meanwhile', async () => {
  clock.passMs(hourMs)
  clock.passMs(-hourMs)
  await look()
  expect(told).toEqual([])
  clock.passMs(hourMs)
  expect(steps.read()).toBe(clock.now())
  clock.passMs(-hourMs)
  await look()
  expect(told).toEqual([hourMs])
})

test('a step that could not be followed is told again', async () => {
  clock.passMs(-hourMs)
  await expect(steps.look(() => Promise.reject(new Error('the store is full')))).rejects.toThrow('full')
  clock.passMs(1_000)
  await look()
  await look()
  expect(told).toEqual([hourMs - 1_000])
})
