import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { openApp } from '#main/app/open-app.ts'
import { loadConfig } from '#main/config/load-config.ts'
import { readyLine } from '#main/headless/ready-line.ts'
import { stopOnSignals } from '#main/headless/stop-on-signals.ts'

/** The headless server without a build: the same parts, with the store's thread started from its source. */
const config = loadConfig({
  argv: process.argv.slice(2),
  env: {},
  platform: process.platform,
  readFile: () => '{}',
})
const logger = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }))
const app = await openApp({
  config,
  logger,
  now: Date.now,
  version: '0.0.0-sources',
  runtime: 'node',
  storeScript: new URL('../../../src-main/app/store-worker.ts', import.meta.url),
  uiDir: fileURLToPath(new URL('../../../out/renderer', import.meta.url)),
  onFatal(error) {
    throw error
  },
})
stopOnSignals(app, logger)
await app.start()
process.stdout.write(
  `${readyLine(app.state(), `http://127.0.0.1:${app.state().httpPort}`, '0.0.0-sources')}\n`,
)
