import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { prepareRun } from './built-app.ts'
import type { HostCalls } from './calls.ts'
import type { Desktop, DesktopOptions, Download } from './desktop.ts'
import { startAppProcess, type AppProcess } from './host/app-process.ts'
import { openChromium } from './host/chromium-windows.ts'
import { toBrowserUrl } from './host/origin-map.ts'

/** The built app on the simulated Electron, its window in Chromium. Rejects when it ends before the window is there. */
export async function launchSimulated(options: DesktopOptions): Promise<Desktop> {
  const { main, args, cleanUp } = prepareRun(options)
  const opened = Promise.withResolvers<void>()
  const first: { process?: AppProcess } = {}
  const chromium = await openChromium(() => first.process!.app)
  const start = (): AppProcess =>
    startAppProcess(main, args, {
      ...chromium.calls,
      load: of => chromium.calls.load(of).then(opened.resolve),
      showErrorBox: ({ title, content }) => opened.reject(new Error(`${title}: ${content}`)),
      secondInstance: ({ argv }) => first.process!.app.call('secondInstance', { argv }),
    } satisfies HostCalls)

  const app = (first.process = start())
  const close = async () => {
    app.kill('SIGKILL')
    await app.ended
    await chromium.close()
    cleanUp()
  }
  void app.ended.then(code => opened.reject(new Error(`The app ended with ${code} before it had a window`)))
  await opened.promise.catch(async (error: unknown) => {
    await close()
    throw error
  })
  const page = chromium.pages()[0]!
  return {
    kind: 'simulated',
    page,
    uiOrigin: new URL(toBrowserUrl('mayfly-app://app/')).origin,
    pages: chromium.pages,
    evaluate: (run, argument) =>
      app.app.call('evaluate', { source: run.toString(), argument }) as Promise<never>, // the function's own type
    download: cause => download(page, cause),
    startAgain: () => start().ended,
    signal: app.kill,
    ended: app.ended,
    close,
  }
}

async function download(page: Page, cause: () => Promise<void>): Promise<Download> {
  const [saved] = await Promise.all([page.waitForEvent('download'), cause()])
  return { filename: saved.suggestedFilename(), content: await readFile(await saved.path()) }
}
