import type { AppCalls, HostCalls } from '../calls.ts'
import { createLink } from '../link.ts'

/** Filled in by serve-host.ts: the calls need the modules that need this one. */
export const appCalls: Partial<AppCalls> = {}

/** The driving side, over the channel that every child of Node's has. */
export const host = createLink<AppCalls, HostCalls>(
  {
    send: packet => process.connected && process.send?.(packet, undefined, undefined, () => {}),
    onMessage: listener => process.on('message', listener),
  },
  appCalls as AppCalls, // complete before the first message is read
)
