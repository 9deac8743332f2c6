import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { prepareRun } from './built-app.ts'
import type { HostCalls, MessageBox } from './calls.ts'
import type { Desktop, DesktopOptions, Download } from './desktop.ts'
import { startAppProcess, type AppProcess } from './host/app-process.ts'
import { createChromium } from './host/chromium-windows.ts'
import { toBrowserUrl } from './host/origin-map.ts'

/** The built app on the simulated Electron, its window in Chromium. Rejects when it ends before the window is there. */
export async function launchSimulated(options: DesktopOptions): Promise<Desktop> {
  const { main, args, cleanUp } = prepareRun(options)
  const opened = Promise.withResolvers<void>()
  const first: { process?: AppProcess } = {}
  let isOpen = false
  let nextArgs: string[] | undefined
  const chromium = createChromium(() => first.process!.app)

  /** A box that nobody answers before there is a window is why it never comes. */
  function answer(box: MessageBox): number {
    const chosen = options.answerBox?.(box)
    if (chosen !== undefined) return box.buttons.indexOf(chosen)
    if (!isOpen) opened.reject(new Error(`${box.message}: ${box.detail}`))
    return box.cancelId
  }

  const start = (script: string, given: string[]): AppProcess =>
    startAppProcess(script, given, {
      ...chromium.calls,
      async load(of) {
        await chromium.calls.load(of)
        isOpen = true
        opened.resolve()
      },
      showErrorBox: ({ title, content }) => opened.reject(new Error(`${title}: ${content}`)),
      showMessageBox: answer,
      showOpenDialog: () => options.chooseFiles?.() ?? [],
      secondInstance: of => first.process!.app.call('secondInstance', of),
      relaunch: ({ args: again }) => void (nextArgs = again),
    } satisfies HostCalls)

  async function run(script: string, given: string[]): Promise<number | null> {
    const process = (first.process = start(script, given))
    const code = await process.ended
    const [again, ...rest] = nextArgs ?? []
    nextArgs = undefined
    return again === undefined ? code : run(again, rest)
  }
  const ended = run(main, args)
  const close = async () => {
    nextArgs = undefined
    first.process!.kill('SIGKILL')
    await ended
    await chromium.close()
    cleanUp()
  }
  void ended.then(code => opened.reject(new Error(`The app ended with ${code} before it had a window`)))
  const settled = opened.promise.catch(async (error: unknown) => {
    await close()
    throw error
  })
  if (options.hidden) settled.catch(() => {})
  else await settled
  const page = () => chromium.pages()[0]!
  return {
    kind: 'simulated',
    get page() {
      return page()
    },
    uiOrigin: new URL(toBrowserUrl('mayfly-app://app/')).origin,
    pages: chromium.pages,
    evaluate: (run, argument) =>
      first.process!.app.call('evaluate', { source: run.toString(), argument }) as Promise<never>, // the function's own type
    download: cause => download(page(), cause),
    startAgain: (more = []) => start(main, [...args, ...more]).ended,
    signal: name => first.process!.kill(name),
    ended,
    close,
  }
}

async function download(page: Page, cause: () => Promise<void>): Promise<Download> {
  const [saved] = await Promise.all([page.waitForEvent('download'), cause()])
  return { filename: saved.suggestedFilename(), content: await readFile(await saved.path()) }
}
