import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a run tried and found; docs/reliability.md has a table of these. */
export type ReliabilityRun = {
  /** In words, as the table shows it. */
  name: string
  seed: number
  /** What was put in: mails, streams, requests. */
  inputs: number
  rounds: number
  /** One line each. */
  failures: string[]
  /** ISO 8601. */
  date: string
}

export const reportFolder = fileURLToPath(new URL('../../out/reliability/', import.meta.url))

/** Keeps a run for the table; the next one of that name takes its place. */
export function keepRun(run: ReliabilityRun): void {
  mkdirSync(reportFolder, { recursive: true })
  const file = `${run.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.json`
  writeFileSync(join(reportFolder, file), `${JSON.stringify(run, null, 2)}\n`)
}
