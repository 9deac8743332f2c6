import { performance } from 'node:perf_hooks'
import { seededRandom } from '#test/support/seeded-random.ts'
import type { Found, Target } from './target.ts'
import { watchProcess } from './watch-process.ts'

export type Report = {
  name: string
  /** Of the first round; each has the next. */
  seed: number
  rounds: number
  inputs: number
  failures: (Found & { seed: number })[]
  /** The longest that nothing else could run. */
  blockedMs: number
}

type Until = { seed: number; rounds?: number; seconds?: number }

/** What is found again and again is one thing; a run that finds so much has shown enough. */
const maxFound = 50

/** Tries rounds of inputs until there have been enough of them, or the time is over. */
export async function runTarget(
  target: Target,
  { seed, rounds: most = Infinity, seconds = Infinity }: Until,
): Promise<Report> {
  const watch = watchProcess()
  const failures: Report['failures'] = []
  const until = performance.now() + seconds * 1000
  let rounds = 0
  let inputs = 0
  const running = await target.open()
  try {
    while (rounds < most && performance.now() < until && failures.length < maxFound) {
      const ofRound = seed + rounds
      const round = await running.round(seededRandom(ofRound), ofRound)
      rounds += 1
      inputs += round.inputs
      failures.push(...round.found.map(found => ({ seed: ofRound, ...found })))
    }
  } finally {
    await running.close()
  }
  const blockedMs = watch.blockedMs()
  failures.push(...watch.stop().map(found => ({ seed, ...found })))
  return { name: target.name, seed, rounds, inputs, failures, blockedMs }
}
