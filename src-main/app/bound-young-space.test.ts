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
/** While V8 marks in the background it lends the space page after page, for as long as that takes: so it marks in one go here. */
const inOneGo = '--no-incremental-marking'
const largestMb = (bounded: boolean): number =>
  Number(execFileSync(process.execPath, [inOneGo, '--input-type=module', '--eval', program(bounded)])) /
  1024 /
  1024

test('the young space grows to 8 or 16 MB, where V8 alone would let it grow on', () => {
  expect(largestMb(false)).toBeGreaterThan(16)
  expect([8, 16]).toContain(largestMb(true))
})
