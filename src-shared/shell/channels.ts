import type { CallName } from './calls.ts'
import type { StoreEvent } from '../api/events.ts'

/** What the process behind the page tells it, unasked. */
export type Pushes = {
  event: StoreEvent
}
export type PushName = keyof Pushes

export const pushNames: readonly PushName[] = ['event']

/** What Electron knows a call or a push by. */
export function channelOf(name: CallName | PushName): string {
  return `mayfly:${name}`
}
