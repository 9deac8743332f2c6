import type { EventEmitter } from 'node:events'

/** Emits an event as Electron does: `preventDefault` of any listener stops what it announces. */
export function isPrevented(emitter: EventEmitter, name: string, details: object = {}, ...rest: unknown[]) {
  let prevented = false
  const event = {
    ...details,
    get defaultPrevented() {
      return prevented
    },
    preventDefault() {
      prevented = true
    },
  }
  emitter.emit(name, event, ...rest)
  return prevented
}
