import type { Bridge } from '#shared/shell/bridge.ts'

/** Put there by the desktop's preload; missing in a browser. */
export function findBridge(): Bridge | undefined {
  return (window as Window & { mayfly?: Bridge }).mayfly // nothing else declares it
}
