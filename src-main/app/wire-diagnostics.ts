import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Diagnostics } from '#shared/api/diagnostics.ts'
import type { Handlers } from '#shared/api/handler.ts'
import { wholeStore } from '#shared/api/scope.ts'
import type { Settings } from '#shared/api/settings.ts'
import type { Config } from '../config/schema.ts'
import { describeOptions } from '../diagnostics/describe-options.ts'
import { describeSystem } from '../diagnostics/describe-system.ts'
import { createScrub } from '../diagnostics/scrub.ts'
import { writeReport } from '../diagnostics/write-report.ts'
import { zipOf } from '../transfer/zip-of.ts'
import type { Listeners } from './listeners.ts'
import type { Storage } from './open-storage.ts'

type Deps = {
  config: Config
  version: string
  repositories: Pick<Storage['repositories'], 'messages' | 'metrics'>
  settings: { current: () => Settings }
  listeners: Pick<Listeners, 'state' | 'notReady'>
  /** Calls that wait for mail. */
  waiters: { count: () => number }
  recentLog: () => string[]
  now: () => number
}

/** The report that a person reads before sending it: as an operation, and as a zip. */
export function wireDiagnostics(deps: Deps) {
  const { config, version, repositories, listeners, now } = deps
  const scrub = createScrub({ home: homedir(), dataDir: config.dataDir })

  async function report(): Promise<Diagnostics> {
    const [totals, mailboxes] = await Promise.all([
      repositories.messages.totals(wholeStore),
      repositories.metrics.countMailboxes(),
    ])
    const { problems, smtpPort, smtpsPort, httpPort } = listeners.state()
    const counts = {
      ...totals,
      mailboxes,
      waitingCalls: deps.waiters.count(),
      storeBytes: sizeOf(config.dataDir),
    }
    return writeReport(
      {
        about: { mayfly: version, at: new Date(now()).toISOString(), ...describeSystem(process.versions) },
        options: describeOptions(config),
        settings: deps.settings.current(),
        state: { smtpPort, smtpsPort, httpPort, problems, notReady: listeners.notReady() ?? null, counts },
        logLines: deps.recentLog(),
      },
      scrub,
    )
  }

  const handlers: Handlers<'getDiagnostics'> = { getDiagnostics: report }
  return { handlers, zip: async (): Promise<Readable> => zipOf(entriesOf(await report(), now())) }
}

async function* entriesOf({ files }: Diagnostics, modifiedAt: number) {
  for (const { name, text } of files) yield { name, content: Buffer.from(text), modifiedAt }
}

function sizeOf(dataDir: string): number | null {
  if (dataDir === ':memory:') return null
  return statSync(join(dataDir, 'mayfly.db'), { throwIfNoEntry: false })?.size ?? null
}
