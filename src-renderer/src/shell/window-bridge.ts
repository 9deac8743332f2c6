import type { Bridge } from '#shared/shell/bridge.ts'

declare global {
  interface Window {
    /** Put there by the desktop's preload; missing in a browser. */
    mayfly?: Bridge
  }
}

export function findBridge(): Bridge | undefined {
  return window.mayfly
}
