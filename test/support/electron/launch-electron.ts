import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication } from 'playwright-core'
import { prepareRun } from './built-app.ts'
import type { Desktop, DesktopOptions, Download } from './desktop.ts'

/** The app in real Electron. Without a sandbox of the system's, as CI machines have none. */
export async function launchElectron(binary: string, options: DesktopOptions): Promise<Desktop> {
  const { main, args, cleanUp } = prepareRun(options)
  const commandLine = ['--no-sandbox', main, ...args]
  const electron = await _electron.launch({ executablePath: binary, args: commandLine })
  const page = await electron.firstWindow()
  const process = electron.process()
  const ended = new Promise<number | null>(resolve => process.once('exit', resolve))
  return {
    kind: 'electron',
    page,
    uiOrigin: 'mayfly-app://app',
    pages: () => electron.windows(),
    evaluate: (run, argument) => electron.evaluate(run as never, argument) as Promise<never>, // same shape, looser types
    download: cause => download(electron, cause),
    async startAgain(more = []) {
      const second = spawn(binary, [...commandLine, ...more], { stdio: 'ignore' })
      const [code] = (await once(second, 'exit')) as [number | null]
      return code
    },
    signal: name => void process.kill(name),
    ended,
    async close() {
      if (process.exitCode === null) process.kill('SIGKILL')
      await ended
      cleanUp()
    },
  }
}

/** Saved without asking, into a folder of the test. */
async function download(electron: ElectronApplication, cause: () => Promise<void>): Promise<Download> {
  const folder = await mkdtemp(join(tmpdir(), 'mayfly-download-'))
  try {
    const saved = electron.evaluate(
      ({ session }, target) =>
        new Promise<string>(resolve => {
          session.defaultSession.once('will-download', (_event, item) => {
            item.setSavePath(target)
            item.once('done', () => resolve(item.getFilename()))
          })
        }),
      join(folder, 'file'),
    )
    await cause()
    return { filename: await saved, content: await readFile(join(folder, 'file')) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
