import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino, type DestinationStream } from 'pino'
import { openApp } from '#main/app/open-app.ts'
import type { Config } from '#main/config/schema.ts'
import type { Dns } from '#main/domains/dns.ts'
import type { Log } from '#main/logging/open-log.ts'
import type { FlushFile } from '#main/storage/thread/flusher.ts'
import type { Lookup } from '#main/outbound/guarded-request.ts'
import type { Secrets } from '#main/secrets/secret-store.ts'

/** A folder of its own that is gone after the test. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'mayfly-test-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) }
}

const testConfig: Config = Object.freeze({
  given: {},
  smtpPort: 0,
  smtpsPort: null,
  httpPort: 0,
  host: '127.0.0.1',
  allowHost: [],
  compatHost: [],
  minutemailPlainErrors: false,
  passwordFile: null,
  secretsPassphraseFile: null,
  proxy: null,
  proxyExcept: [],
  extraCa: [],
  dataDir: ':memory:',
  starttls: true,
  headless: true,
  open: false,
  logLevel: 'error',
  readyJson: false,
})

export type TestApp = Awaited<ReturnType<typeof startApp>>

type Changes = Partial<Config> & {
  now?: () => number
  /** As a window starts it: without the ports that are taken. */
  tolerant?: boolean
  uiDir?: string
  dns?: Dns
  lookup?: Lookup
  secrets?: Secrets
  logTo?: DestinationStream
  /** As a shell has it; otherwise what is logged goes to `logTo`, or is printed. */
  log?: Log
  onFatal?: (error: Error) => void
  /** The script of the store's thread: one with faults. */
  storeScript?: URL
  flushFile?: FlushFile
}

/** The real application from its sources: real SMTP, HTTP and SQLite on free ports. */
export async function startApp(changes: Changes = {}) {
  const {
    now = Date.now,
    tolerant = false,
    uiDir,
    dns,
    lookup,
    secrets,
    logTo,
    log,
    onFatal = rethrow,
    storeScript = new URL('../../src-main/app/store-worker.ts', import.meta.url),
    flushFile,
    ...config
  } = changes
  const app = await openApp({
    config: { ...testConfig, ...config },
    logger: log?.logger ?? pino({ level: config.logLevel ?? testConfig.logLevel }, ...(logTo ? [logTo] : [])),
    now,
    version: '0.0.0-test',
    runtime: 'node',
    storeScript,
    flushFile,
    recentLog: log?.recent,
    uiDir,
    dns,
    lookup,
    ...(secrets ? { secrets } : {}),
    onFatal,
  })
  await app.start({ tolerant })
  const { httpPort, smtpPort, smtpsPort } = app.state()
  return { app, url: `http://127.0.0.1:${httpPort}`, smtpPort: smtpPort!, smtpsPort, stop: () => app.stop() }
}

function rethrow(error: Error): never {
  throw error
}
