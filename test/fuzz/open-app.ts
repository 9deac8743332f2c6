import { Writable } from 'node:stream'
import { startApp, type TestApp } from '#test/support/start-app.ts'

export type FuzzedApp = {
  app: TestApp
  /** What was logged as an error since the last time: a fault of ours that was hidden from the caller. */
  takeFaults: () => string[]
}

/** The real application, with no way to any other machine. */
export async function openFuzzedApp(changes: Parameters<typeof startApp>[0] = {}): Promise<FuzzedApp> {
  const logged: string[] = []
  const logTo = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString())
      done()
    },
  })
  const app = await startApp({
    lookup: (_name, _options, done) => done(new Error('There is no network here')),
    dns: { resolveTxt: async () => [], resolveMx: async () => [] },
    logTo,
    ...changes,
  })
  return {
    app,
    takeFaults: () => logged.splice(0).map(line => `Logged as an error: ${line.slice(0, 3_000)}`),
  }
}
