import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'

export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url))

export type Ready = {
  ready: true
  url: string
  httpPort: number
  smtpPort: number
  smtpsPort: number | null
  version: string
}
export type Ended = { code: number | null; signal: string | null; stdout: string; stderr: string }

export type Launched = {
  process: ChildProcess
  /** The line of --ready-json. Rejects when the process ends before. */
  ready: Promise<Ready>
  ended: Promise<Ended>
}

/** `npm start` as a person types it. */
export const npmStart = (...args: string[]): Launched => launch('npm', ['start', '--silent', '--', ...args])

/** The built command line, as `mayfly serve` runs it. */
export const mayfly = (...args: string[]): Launched => launch(process.execPath, ['bin/mayfly.mjs', ...args])

function launch(command: string, args: string[]): Launched {
  const child = spawn(command, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  child.stderr.on('data', chunk => (output.stderr += String(chunk)))
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...output }) as Ended)
  const ready = new Promise<Ready>((resolve, reject) => {
    child.stdout.on('data', chunk => {
      output.stdout += String(chunk)
      const line = output.stdout.split('\n').find(text => text.startsWith('{"ready":true'))
      if (line) resolve(JSON.parse(line) as Ready)
    })
    void ended.then(end => reject(new Error(`ended before it was ready: ${JSON.stringify(end)}`)))
  })
  ready.catch(() => {}) // a test that expects the end does not ask for it
  return { process: child, ready, ended }
}

/** Whether anything answers there. */
export async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok
  } catch {
    return false
  }
}

/** Whether the port takes connections. */
export function isOpen(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
