import type { Answer } from '../process/http-client.ts'
import { percentile } from '../report/statistics.ts'
import type { Scale } from './row.ts'

/** Asks one after the other. The first tenth only warms up. */
export async function askOften(
  { requests }: Pick<Scale, 'requests'>,
  ask: (index: number) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = []
  const warmUp = Math.ceil(requests / 10)
  for (let index = 0; index < warmUp + requests; index += 1) answers.push(await ask(index))
  return answers.slice(warmUp)
}

export function timesOf(answers: Answer[]): { p50: number; p95: number } {
  const all = answers.map(({ ms }) => ms)
  return { p50: percentile(all, 0.5), p95: percentile(all, 0.95) }
}
