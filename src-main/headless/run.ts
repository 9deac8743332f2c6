import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { boundYoungSpace } from '../app/bound-young-space.ts'
import { collectWhenIdle } from '../app/collect-when-idle.ts'
import { openApp } from '../app/open-app.ts'
import type { App } from '../app/reopenable-app.ts'
import { openLog } from '../logging/open-log.ts'
import { PortError } from '../app/port-error.ts'
import { ConfigError } from '../config/config-error.ts'
import { helpText } from '../config/help.ts'
import { loadConfig } from '../config/load-config.ts'
import type { Config } from '../config/schema.ts'
import { StoreError } from '../storage/store-error.ts'
import { openInBrowser } from './open-in-browser.ts'
import { backUpTo } from './backup-command.ts'
import { reportTo } from './diagnostics-command.ts'
import { importFiles } from './import-command.ts'
import { openSecrets } from './open-secrets.ts'
import { changePassword } from './password-command.ts'
import { readyLine } from './ready-line.ts'
import { stopOnSignals } from './stop-on-signals.ts'

/** What the process ends with when it could not start, or not do all that was asked. */
const exitCodes = { unexpected: 1, usage: 2, store: 3 }

const [command, ...rest] = process.argv.slice(2)
const commandNames = ['serve', 'password', 'backup', 'import', 'diagnostics', 'recover']
const argv = commandNames.includes(command ?? '') ? rest : process.argv.slice(2)
const version = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version

if (argv.includes('--help') || argv.includes('-h')) say(helpText())
else if (argv.includes('--version')) say(version)
else if (command === 'password') await orExit(password)
else if (command === 'backup') await orExit(backup)
else if (command === 'import') await orExit(importMail)
else if (command === 'diagnostics') await orExit(diagnostics)
else if (command === 'recover') await orExit(recover)
else await orExit(serve)

/** Everything that is not the ready line goes to standard error, so that a program can read standard output. */
function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

async function orExit(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    const expected = error instanceof ConfigError || error instanceof PortError || error instanceof StoreError
    process.stderr.write(
      `${expected ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
    )
    process.exit(exitCode(error))
  }
}

function readConfig(options: string[]): Config {
  return loadConfig({
    argv: options,
    env: process.env,
    platform: process.platform,
    readFile: path => readFileSync(path, 'utf8'),
  })
}

async function password(): Promise<void> {
  const done = await changePassword({
    config: readConfig(argv.filter(option => option !== '--remove')),
    remove: argv.includes('--remove'),
    input: process.stdin,
    ask: question => void process.stderr.write(question),
  })
  say(done)
  process.exit(0)
}

async function backup(): Promise<void> {
  const [target] = argv.filter(isOperand)
  say(await backUpTo({ config: readConfig(argv.filter(one => one !== target)), target }))
}

async function recover(): Promise<void> {
  // With it comes what reads mail, by far the most of the program.
  const { recover } = await import('./recover-command.ts')
  say(await recover({ config: readConfig(argv), now: Date.now }))
}

async function importMail(): Promise<void> {
  const at = argv.indexOf('--mailbox')
  const mailbox = at < 0 ? undefined : argv[at + 1]
  const given = at < 0 ? argv : argv.toSpliced(at, 2)
  const paths = given.filter(isOperand)
  const { host, httpPort } = readConfig(given.filter(one => !paths.includes(one)))
  const { words, isWhole } = await importFiles({ url: `http://${urlHost(host)}:${httpPort}`, paths, mailbox })
  say(words)
  if (!isWhole) process.exitCode = exitCodes.unexpected
}

async function diagnostics(): Promise<void> {
  const [target] = argv.filter(isOperand)
  const config = readConfig(argv.filter(one => one !== target))
  const url = `http://${urlHost(config.host)}:${config.httpPort}`
  say(await reportTo({ config, url, version, target }))
}

/** Neither an option nor the value of one. */
function isOperand(argument: string, index: number, all: string[]): boolean {
  const before = all[index - 1] ?? ''
  return !argument.startsWith('--') && (!before.startsWith('--') || before.includes('='))
}

async function serve(): Promise<void> {
  const letGrow = boundYoungSpace()
  const config = readConfig(argv)
  const { logger, recent } = openLog({
    level: config.logLevel,
    to: [pino.destination({ dest: 2, sync: true })],
  })
  const app = await openApp({
    config,
    secrets: await openSecrets({ config, env: process.env }),
    logger,
    recentLog: recent,
    now: Date.now,
    version,
    runtime: 'node',
    storeScript: new URL('./store-worker.js', import.meta.url),
    uiDir: fileURLToPath(new URL('../renderer', import.meta.url)),
    onFatal(error) {
      logger.fatal({ err: error }, 'the store stopped')
      process.exit(exitCodes.unexpected)
    },
  })
  stopOnSignals(app, logger)
  await start(app)
  const { host, httpPort, smtpPort } = app.state()
  const url = `http://${urlHost(host)}:${httpPort}`
  say(
    config.readyJson
      ? readyLine(app.state(), url, version)
      : `Mayfly is ready: ${url} (SMTP on ${host}:${smtpPort})`,
  )
  if (config.open) openInBrowser(url)
  collectWhenIdle(() => process.threadCpuUsage(), letGrow)
}

async function start(app: App): Promise<void> {
  try {
    await app.start()
  } catch (error) {
    await app.stop()
    throw error
  }
}

function exitCode(error: unknown): number {
  if (error instanceof ConfigError || error instanceof PortError) return exitCodes.usage
  return error instanceof StoreError ? exitCodes.store : exitCodes.unexpected
}

/** A wildcard address cannot be opened in a browser; an IPv6 one needs brackets. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
