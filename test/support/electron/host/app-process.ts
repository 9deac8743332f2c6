import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { AppCalls, HostCalls } from '../calls.ts'
import { createLink, type Link } from '../link.ts'

const register = fileURLToPath(new URL('../simulated/register.ts', import.meta.url))

export type AppProcess = {
  app: Link<AppCalls>
  ended: Promise<number | null>
  kill(signal: NodeJS.Signals): void
}

/** The built main process under Node, with the simulated Electron. What it writes is passed on. */
export function startAppProcess(main: string, args: string[], hostCalls: HostCalls): AppProcess {
  const child = spawn(process.execPath, ['--import', register, main, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  const app = createLink<HostCalls, AppCalls>(
    {
      send: packet => child.connected && child.send(packet as object, () => {}),
      onMessage: listener => child.on('message', listener),
    },
    hostCalls,
  )
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  return { app, ended, kill: signal => void child.kill(signal) }
}
