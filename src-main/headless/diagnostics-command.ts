import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Diagnostics } from '#shared/api/diagnostics.ts'
import { apiPrefix } from '#shared/api/contract.ts'
import { ConfigError } from '../config/config-error.ts'
import type { Config } from '../config/schema.ts'
import { describeOptions } from '../diagnostics/describe-options.ts'
import { describeSystem } from '../diagnostics/describe-system.ts'
import { createScrub } from '../diagnostics/scrub.ts'
import { writeReport } from '../diagnostics/write-report.ts'

type Deps = {
  config: Config
  /** Of the Mayfly that may run. */
  url: string
  version: string
  /** Undefined prints the report. */
  target: string | undefined
  /** How long that Mayfly may take; left out, long enough for a busy one. */
  patienceMs?: number | undefined
}

/** Who asks for a report may have a Mayfly that answers nothing any more. */
const usualPatienceMs = 10_000

/**
 * `mayfly diagnostics [FILE]`: a report as plain text, from the Mayfly that runs; where none answers or it is closed to this
 * machine, of what can be told from here. Answers what to print. Throws ConfigError when the file is there.
 */
export async function reportTo({ target, patienceMs = usualPatienceMs, ...deps }: Deps): Promise<string> {
  if (target !== undefined && existsSync(target))
    throw new ConfigError(`${target} is there already; nothing was written.`)
  const { files } = (await askServer(deps.url, patienceMs)) ?? fromHere(deps)
  const text = files.map(({ name, text }) => `--- ${name}\n${text}`).join('\n')
  if (target === undefined) return text.trimEnd()
  writeFileSync(target, text, { mode: 0o600 })
  return `The report is in ${target}. Read it before you send it.`
}

/** Undefined when nobody answers in time, or something else does. */
async function askServer(url: string, patienceMs: number): Promise<Diagnostics | undefined> {
  try {
    const response = await fetch(`${url}${apiPrefix}/diagnostics`, {
      signal: AbortSignal.timeout(patienceMs),
    })
    return response.ok ? Diagnostics.parse(await response.json()) : undefined
  } catch {
    return undefined
  }
}

function fromHere({ config, version }: Pick<Deps, 'config' | 'version'>): Diagnostics {
  const file = join(config.dataDir, 'logs', 'mayfly.log')
  const logLines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-300) : []
  const about = {
    mayfly: version,
    running: 'no Mayfly that could be asked',
    ...describeSystem(process.versions),
  }
  const scrub = createScrub({ home: homedir(), dataDir: config.dataDir })
  return writeReport(
    { about, options: describeOptions(config), settings: undefined, state: undefined, logLines },
    scrub,
  )
}
