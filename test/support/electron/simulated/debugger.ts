import type { Debugger } from 'electron'
import { host } from './host.ts'

/** Chromium's own commands, answered by the Chromium that draws the window. */
export function createDebugger(window: number) {
  let attached = false
  return {
    attach() {
      if (attached) throw new Error('Debugger is already attached to the target')
      attached = true
    },
    isAttached: () => attached,
    detach: () => void (attached = false),
    sendCommand(method, params = {}) {
      if (!attached) throw new Error('No target available')
      return host.call('command', { window, method, params })
    },
  } satisfies Pick<Debugger, 'attach' | 'isAttached' | 'detach' | 'sendCommand'>
}
