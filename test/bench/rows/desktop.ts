import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtMain, prepareRun } from '#test/support/electron/built-app.ts'
import type { Page } from 'playwright-core'
import { startAppProcess, type AppProcess } from '#test/support/electron/host/app-process.ts'
import { openChromium } from '#test/support/electron/host/chromium-windows.ts'
import { median } from '../report/statistics.ts'
import { sleep } from '../process/sleep.ts'
import { deliver } from './deliver.ts'
import type { Row } from './row.ts'

/** More than a page of the list holds. */
const mails = 200

/** The desktop app as it is built, on the simulated Electron of the end-to-end tests. */
export const desktopRow: Row = {
  name: 'desktop',
  title: 'Start of the desktop app: from its process to the window',
  note: 'Simulated: the built main process under Node, its window in a Chromium that is already open. What Electron itself needs to start comes on top.',
  metrics: [
    { key: 'paintedMs', label: 'list painted', unit: 'ms', better: 'less' },
    { key: 'windowMs', label: 'window asked for', unit: 'ms', better: 'less' },
  ],
  rounds: 1,
  fits: ({ name }) => name === 'mayfly' && existsSync(builtMain),
  async measure(contender, { scale, load, withServer }) {
    const folder = mkdtempSync(join(tmpdir(), 'mayfly-bench-'))
    try {
      const job = { kind: 'real', first: 0, messages: mails, connections: 4, keepOpen: true } as const
      await withServer(contender, { folder }, server => deliver(server, load, job))
      const starts: Start[] = []
      for (let start = 0; start < scale.starts; start += 1) starts.push(await startOnce(`${folder}/data`))
      return {
        paintedMs: median(starts.map(({ paintedMs }) => paintedMs)),
        windowMs: median(starts.map(({ windowMs }) => windowMs)),
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

type Start = { windowMs: number; paintedMs: number }

async function startOnce(dataDir: string): Promise<Start> {
  const { main, args } = prepareRun({ dataDir })
  const running: { process?: AppProcess } = {}
  const chromium = await openChromium(() => running.process!.app)
  const opened = Promise.withResolvers<number>()
  const start = performance.now()
  const app = (running.process = startAppProcess(main, args, {
    ...chromium.calls,
    async openWindow(of) {
      opened.resolve(performance.now() - start)
      await chromium.calls.openWindow(of)
    },
    showErrorBox: ({ title, content }) => opened.reject(new Error(`${title}: ${content}`)),
    secondInstance: () => Promise.resolve(),
    relaunch: () => {},
    showMessageBox: ({ cancelId }) => cancelId,
    showOpenDialog: () => [],
  }))
  void app.ended.then(code => opened.reject(new Error(`The app ended with ${code}`)))
  try {
    const windowMs = await opened.promise
    const page = await firstOf(chromium.pages)
    await page.getByTestId('message-row').first().waitFor()
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve))))
    return { windowMs, paintedMs: performance.now() - start }
  } finally {
    app.kill('SIGKILL')
    await app.ended
    await chromium.close()
  }
}

/** The page is there soon after it was asked for. */
async function firstOf(pages: () => Page[]): Promise<Page> {
  for (;;) {
    const [page] = pages()
    if (page) return page
    await sleep(1)
  }
}
