import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { openBrowser } from '#test/support/browser.ts'
import { mayfly, type Launched, type Ready } from '../headless/launch.ts'

export type WebApp = Ready & { browser: Browser }

/** For one test file: the built server with a store in memory, and a browser. `browserFlags` is asked when both are due. */
export function useWebApp(browserFlags: () => string[] | Promise<string[]> = () => []): WebApp {
  const app = {} as WebApp // filled before the first test runs
  let server: Launched
  beforeAll(async () => {
    server = mayfly(
      'serve',
      '--smtp-port',
      '0',
      '--http-port',
      '0',
      '--data-dir',
      ':memory:',
      '--ready-json',
      '--log-level',
      'error',
    )
    Object.assign(app, await server.ready, { browser: await openBrowser(await browserFlags()) })
  })
  afterAll(async () => {
    await app.browser.close()
    server.process.kill('SIGTERM')
    expect(await server.ended).toMatchObject({ code: 0, stderr: '' })
  })
  return app
}
