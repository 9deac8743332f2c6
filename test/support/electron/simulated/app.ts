import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App, CommandLine, LoginItemSettings } from 'electron'
import { host } from './host.ts'
import { holdInstanceLock } from './instance-lock.ts'
import { isPrevented } from './preventable.ts'

type Simulated = Pick<
  App,
  | 'isPackaged'
  | 'getVersion'
  | 'isReady'
  | 'whenReady'
  | 'setName'
  | 'commandLine'
  | 'enableSandbox'
  | 'getPath'
  | 'setPath'
  | 'requestSingleInstanceLock'
  | 'getPreferredSystemLanguages'
  | 'setAsDefaultProtocolClient'
  | 'setUserTasks'
  | 'getLoginItemSettings'
  | 'setLoginItemSettings'
  | 'relaunch'
  | 'setBadgeCount'
  | 'getBadgeCount'
  | 'quit'
  | 'exit'
>

const paths = new Map<string, string>()
let ready = false
let badge = 0

const becomesReady = new Promise<void>(resolve => {
  // After the main module has run, as in Electron.
  setImmediate(() => {
    ready = true
    resolve()
    app.emit('ready')
  })
})

export const app = Object.assign(new EventEmitter(), {
  isPackaged: false,
  getVersion: () => '0.0.0',
  isReady: () => ready,
  whenReady: () => becomesReady,
  setName() {},
  // The part that is asked.
  commandLine: { hasSwitch: name => process.argv.includes(`--${name}`) } as CommandLine,
  enableSandbox: () => mustBeEarly('app.enableSandbox()'),
  getPath: name => paths.get(name) ?? standardPath(name),
  getPreferredSystemLanguages: () => ['en-GB'],
  setAsDefaultProtocolClient: () => true,
  setUserTasks: () => true,
  getLoginItemSettings: () => ({ openAtLogin: false, wasOpenedAtLogin: false }) as LoginItemSettings, // what is asked for
  setLoginItemSettings() {},
  relaunch: ({ args = process.argv.slice(1) } = {}) => void host.call('relaunch', { args }),
  setPath: (name, path) => void paths.set(name, path),
  requestSingleInstanceLock(data) {
    const held = holdInstanceLock(paths.get('userData') ?? '')
    if (!held) void host.call('secondInstance', { argv: process.argv, folder: process.cwd(), data })
    return held
  },
  setBadgeCount(count = 0) {
    badge = count
    return true
  },
  getBadgeCount: () => badge,
  quit() {
    if (isPrevented(app, 'before-quit')) return
    isPrevented(app, 'will-quit')
    app.exit(0)
  },
  exit(code = 0) {
    app.emit('quit', {}, code)
    // What was sent before is delivered first.
    if (process.connected) process.send!({ kind: 'answer', id: 0, value: null }, () => process.exit(code))
    else process.exit(code)
  },
} satisfies Simulated)

/** Nothing of the person's own is read or written: their folders are made for the run. */
function standardPath(name: string): string {
  if (name !== 'downloads' && name !== 'appData') return ''
  const folder = mkdtempSync(join(tmpdir(), `mayfly-${name.toLowerCase()}-`))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  paths.set(name, folder)
  return folder
}

export function mustBeEarly(what: string): void {
  if (ready) throw new Error(`${what} can only be called before app is ready`)
}

export function mustBeReady(what: string): void {
  if (!ready) throw new Error(`${what} cannot be used before app is ready`)
}
