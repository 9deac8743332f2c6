// `npm start`: installs what is missing, builds what is stale, opens the desktop app, or runs headless where it cannot.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { whenStarterIsGone } from './watch-starter.mjs'
import { ensureBuilt, ensureInstalled, findElectron, node24, root } from './setup.mjs'

const args = process.argv.slice(2)
let child
whenStarterIsGone(() => (child ? child.kill('SIGTERM') : process.exit(1)))

ensureInstalled()
ensureBuilt()
const { command, commandArgs } = chooseShell()

// The channel tells the server when this process is gone, however it went.
// Only `password` reads what is typed: a server takes Ctrl+C and nothing else.
const input = args[0] === 'password' ? 'inherit' : 'ignore'
child = spawn(command, commandArgs, { cwd: root, stdio: [input, 'inherit', 'inherit', 'ipc'] })
child.on('error', error => {
  process.stderr.write(`Mayfly could not be started: ${error.message}\n`)
  process.exit(1)
})
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'))

function chooseShell() {
  const headless = join(root, 'bin', 'mayfly.mjs')
  if (wantsNoWindow()) return { command: node24, commandArgs: [headless, ...args] }
  const missing = hasDisplay() ? undefined : 'There is no display'
  const electron = missing ? undefined : findElectron()
  if (electron) return { command: electron, commandArgs: [root, ...args] }
  process.stderr.write(
    `${missing ?? 'Electron cannot be had here'}: running headless, with the UI at the address below.\n`,
  )
  return { command: node24, commandArgs: [headless, ...args] }
}

function wantsNoWindow() {
  const asked = ['--headless', '--help', '-h', '--version']
  if (args[0] === 'password') return true
  return args.some(arg => asked.includes(arg)) || /^(1|true)$/.test(process.env.MAYFLY_HEADLESS ?? '')
}

function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}
