import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const readyWithinMs = 60_000

export type Ready = { url: string; smtpPort: number }
export type CrashServer = ReturnType<typeof launchServer>

type Options = {
  dataDir: string
  /** Modules that are loaded into it before it starts. */
  preload?: string[]
  env?: Record<string, string>
}

/** The built server as a process of its own, on free ports. */
export function launchServer({ dataDir, preload = [], env = {} }: Options) {
  const imports = preload.flatMap(name => ['--import', pathToFileURL(join(root, 'test/crash', name)).href])
  const serve = ['serve', '--smtp-port', '0', '--http-port', '0', '--ready-json', '--log-level', 'error']
  const child = spawn(process.execPath, [...imports, 'bin/mayfly.mjs', ...serve, '--data-dir', dataDir], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const killWithUs = () => void child.kill('SIGKILL')
  process.once('exit', killWithUs)
  let said = ''
  child.stderr.on('data', chunk => (said += String(chunk)))
  const ended = once(child, 'close').then(() => void process.off('exit', killWithUs))
  const ready = new Promise<Ready>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`not ready: ${said}`)), readyWithinMs)
    let line = ''
    child.stdout.on('data', chunk => {
      line += String(chunk)
      if (line.includes('\n')) resolve(JSON.parse(line) as Ready)
    })
    void ended.then(() => reject(new Error(`ended before it was ready: ${said}`)))
    const settled = () => clearTimeout(late)
    void ended.then(settled)
    child.stdout.once('data', settled)
  })
  ready.catch(() => {})

  return {
    ready,
    /** What it wrote to standard error. */
    said: () => said,
    /** Resolves when the process is gone. */
    async kill(): Promise<void> {
      child.kill('SIGKILL')
      await ended
    },
    async stop(): Promise<void> {
      child.kill('SIGTERM')
      await ended
    },
  }
}
