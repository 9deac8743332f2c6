import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export type Launch = { command: string; args: string[]; env?: Record<string, string>; cwd: string }

export type Child = ReturnType<typeof startChild>

const stopMs = 6_000
/** What a process said last is kept for the case that it fails. */
const keptChars = 2_000
const running = new Set<ChildProcess>()

// Whatever ends the bench, nothing that it started stays.
process.on('exit', () => running.forEach(child => child.kill('SIGKILL')))

/** Starts a program without the environment of the bench, so that no setting of the user leaks in. */
export function startChild({ command, args, env, cwd }: Launch) {
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env
  const child = spawn(command, args, {
    cwd,
    env: { PATH, HOME, TMPDIR, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let said = ''
  const lines: ((line: string) => void)[] = []
  const gone = once(child, 'exit').then(() => void running.delete(child))
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject)
    void gone.then(() => reject(new Error(`${command} ended early: ${said.slice(-keptChars)}`)))
  })
  failed.catch(() => {})
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line => {
      said = `${said}${line}\n`.slice(-keptChars)
      lines.forEach(listener => listener(line))
    })
  }

  return {
    pid: child.pid ?? 0,
    onLine: (listener: (line: string) => void) => void lines.push(listener),
    /** Rejects when the process ends. */
    failed,
    signal: (name: NodeJS.Signals) => void child.kill(name),
    async stop(): Promise<void> {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      const hard = setTimeout(() => child.kill('SIGKILL'), stopMs)
      await gone
      clearTimeout(hard)
    },
  }
}
