import type { seededRandom } from '#test/support/seeded-random.ts'

export type Random = ReturnType<typeof seededRandom>

/** What went wrong with which input; the input is short enough to read, and the seed of the round makes it anew. */
export type Found = { problem: string; input: string }

/** So many inputs were tried, and this was found. */
export type Round = { inputs: number; found: Found[] }

/** A target that is open: real servers, folders and stores, until it is closed. */
export type Running = {
  round: (random: Random, seed: number) => Promise<Round>
  close: () => Promise<void>
}

/** A door by which anything may come in. One round takes a few tenths of a second. */
export type Target = { name: string; shortRounds: number; open: () => Promise<Running> }

/** Long enough for the most loaded machine: what is not over by then never is. */
const patienceMs = 30_000

/** Tries an input; what it throws is what was found, or that it has no end. */
export async function tryInput(input: () => string, attempt: () => unknown): Promise<Found[]> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('It hangs')), patienceMs)
  try {
    await Promise.race([attempt(), late.promise])
    return []
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return [{ problem: problem.slice(0, 4_000), input: input().slice(0, 100_000) }]
  } finally {
    clearTimeout(timer)
  }
}
