import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, dialog, powerMonitor, protocol } from 'electron'
import { pino } from 'pino'
import { textsOf } from '#shared/shell/texts/texts.ts'
import { openApp } from '../app/open-app.ts'
import { loadConfig } from '../config/load-config.ts'
import type { Config } from '../config/schema.ts'
import { openLog, type Log } from '../logging/open-log.ts'
import { openRotatingFile } from '../logging/rotating-file.ts'
import { appArguments } from './app-arguments.ts'
import { languageNow } from './language-now.ts'
import { createOpenedQueue } from './links/opened-queue.ts'
import { readOpenedWith } from './links/opened-with.ts'
import { createStartAtLogin } from './login/start-at-login.ts'
import { openDesktop } from './open-desktop.ts'
import { openShellState } from './open-shell-state.ts'
import { createStartAgain } from './start-again.ts'
import { openSystemSecrets } from './secrets/open-secrets.ts'
import { chosenDataDir } from './safe-start/chosen-data-dir.ts'
import { openSafely } from './safe-start/open-safely.ts'
import { describeStartFailure } from './start-failure.ts'
import { stopOnQuit } from './stop-on-quit.ts'
import { uiScheme } from './ui-origin.ts'
import { createUpdateEnding } from './updates/update-ending.ts'
import { whyManual } from './updates/why-manual.ts'
import { prepareWindowFiles } from './window-files.ts'

// Not awaited: Electron becomes ready only once this module has run.
launch().catch(fail)

async function launch(): Promise<void> {
  const toArguments = (argv: string[]) => appArguments(argv, app.isPackaged)
  // First of all: a Mac hands over what was double-clicked before the app is ready.
  const opened = createOpenedQueue({ app, toArguments })
  const asked = readOpenedWith(toArguments(process.argv), process.cwd())
  const chosen = chosenDataDir(join(app.getPath('appData'), 'Mayfly'))
  const config = readConfig(asked.rest, chosen.read())
  app.setName('Mayfly')
  // Windows shows notifications of installed programs, which it knows by this: the `appId` of the package.
  if (process.platform === 'win32') app.setAppUserModelId('dev.mayfly.desktop')
  // Where the system allows no sandbox (an AppImage says so by the switch), this would take the switch back, and no page start.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  protocol.registerSchemesAsPrivileged([
    { scheme: uiScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
  const windowFiles = prepareWindowFiles(config.dataDir)
  app.setPath('userData', windowFiles)
  if (!app.requestSingleInstanceLock(asked)) return app.exit(0)

  const log = openLog({ level: config.logLevel, to: logTargets(config.dataDir) })
  const { logger } = log
  const onError = (error: unknown) => logger.error({ err: error }, 'unexpected failure')
  const state = openShellState(windowFiles)
  const program = startedProgram()
  const startAgain = createStartAgain({ app, program, execPath: process.execPath })
  const [mayfly] = await Promise.all([
    openSafely({
      open: () => openMayfly(config, log),
      dataDir: config.dataDir,
      app,
      startAgain,
      dialog,
      texts: () => textsOf(languageNow(state, app.getPreferredSystemLanguages())),
      chosen,
      argv: process.argv,
      now: Date.now,
    }),
    app.whenReady(),
  ])
  if (!mayfly) return
  const stopFirst = stopOnQuit({ app, powerMonitor, stop: () => mayfly.stop(), onError })
  await mayfly.start({ tolerant: true })
  const manualUpdates = whyManual({
    isPackaged: app.isPackaged,
    platform: process.platform,
    portableFile: process.env['PORTABLE_EXECUTABLE_FILE'],
    appImage: process.env['APPIMAGE'],
    hasPlace: app.isPackaged && existsSync(join(process.resourcesPath, 'app-update.yml')),
  })
  const login = createStartAtLogin({
    app,
    platform: process.platform,
    configHome: process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'),
    program,
  })
  await openDesktop({
    mayfly,
    state,
    login,
    opened,
    asked,
    program,
    manualUpdates,
    ending: createUpdateEnding({
      app,
      windows: () => BrowserWindow.getAllWindows(),
      stopFirst,
      startAgain: () => startAgain(process.argv.slice(1)),
    }),
    now: Date.now,
    onError,
  })
}

/** What there is to be started again: AppImages and the portable program run from a copy that is gone afterwards. */
function startedProgram(): string {
  if (!app.isPackaged) return process.execPath
  return process.env['APPIMAGE'] ?? process.env['PORTABLE_EXECUTABLE_FILE'] ?? process.execPath
}

function readConfig(argv: string[], chosenDir: string | undefined): Config {
  return loadConfig({
    argv,
    env: process.env,
    platform: process.platform,
    readFile: path => readFileSync(path, 'utf8'),
    chosenDataDir: chosenDir,
  })
}

/** Nobody sees what a window's process prints, so it goes to files too. A store in memory leaves none behind. */
function logTargets(dataDir: string) {
  const stderr = pino.destination({ dest: 2, sync: true })
  return dataDir === ':memory:' ? [stderr] : [stderr, openRotatingFile({ folder: join(dataDir, 'logs') })]
}

function openMayfly(config: Config, { logger, recent }: Log) {
  const packageFile = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return openApp({
    config,
    logger,
    recentLog: recent,
    now: Date.now,
    version: (JSON.parse(packageFile) as { version: string }).version, // our own file
    runtime: 'electron',
    secrets: openSystemSecrets({ dataDir: config.dataDir, env: process.env }),
    storeScript: new URL('./store-worker.js', import.meta.url),
    uiDir: fileURLToPath(new URL('../renderer', import.meta.url)),
    onFatal: fail,
  })
}

function fail(error: unknown): void {
  const { title, text, exitCode } = describeStartFailure(error)
  dialog.showErrorBox(title, text)
  app.exit(exitCode)
}
