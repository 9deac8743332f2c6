import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** Keeps what it makes, so that V8 wants more space for the young; tells how large that ever was. */
const program = (bounded: boolean) => `
  import { setImmediate } from 'node:timers/promises'
  import { getHeapSpaceStatistics } from 'node:v8'
  import { boundYoungSpace } from ${JSON.stringify(new URL('bound-young-space.ts', import.meta.url).href)}
  if (${bounded}) boundYoungSpace()
  const kept = []
  let largest = 0
  for (let turn = 0; turn < 400; turn += 1) {
    for (let i = 0; i < 4_000; i += 1) kept.push({ turn, i })
    await setImmediate()
    largest = Math.max(largest, getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size)
  }
  console.log(largest)
`
const largestMb = (bounded: boolean): number =>
  Number(execFileSync(process.execPath, ['--input-type=module', '--eval', program(bounded)])) / 1024 / 1024

/** A step at most doubles it, and steps start anywhere: a collection of everything in between makes it small again, by no fixed share. */
test('the young space takes no step from 8 MB on, so it ends below 16, where V8 alone would let it grow on', () => {
  expect(largestMb(false)).toBeGreaterThan(16)
  const bounded = largestMb(true)
  expect(bounded).toBeGreaterThanOrEqual(8)
  expect(bounded).toBeLessThanOrEqual(16)
})
