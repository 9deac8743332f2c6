import { fileURLToPath } from 'node:url'
import type { Contender, Ports } from './contender.ts'

/** smtp-server with our connections and nothing behind them: what the protocol alone costs. */
export const createBareServer = () =>
  reference('bare', 'bare-server.ts', 'smtp-server without the greeting delay, everything thrown away')

/** Canned answers without a look at the commands: what the load can do at most. */
export const createSink = () =>
  reference('sink', 'sink.ts', 'canned answers, nothing read: the limit of the load')

function reference(name: string, script: string, work: string): Contender {
  return {
    name,
    work,
    isReference: true,
    isNode: true,
    version: () => process.version,
    missing: () => undefined,
    launch: ({ folder, nodeArgs }) => ({
      command: process.execPath,
      args: [...nodeArgs, fileURLToPath(new URL(`../servers/${script}`, import.meta.url))],
      cwd: folder,
    }),
    ready: readPort,
  }
}

function readPort(line: string): Ports | undefined {
  const port = /^ready (\d+)$/.exec(line)?.[1]
  return port ? { smtp: Number(port), http: 0 } : undefined
}
