import { EventEmitter } from 'node:events'
import type { NotificationConstructorOptions } from 'electron'
import { mustBeReady } from './app.ts'

/** What the system shows right now; a test looks here, and clicks by emitting what Electron does. */
const shownNotifications: Notification[] = []

export class Notification extends EventEmitter {
  readonly title: string
  readonly body: string
  readonly actions: readonly { text?: string }[]

  static isSupported(): boolean {
    return true
  }

  constructor({ title = '', body = '', actions = [] }: NotificationConstructorOptions = {}) {
    super()
    mustBeReady('Notification')
    this.title = title
    this.body = body
    this.actions = actions
  }

  show(): void {
    shownNotifications.push(this)
    this.emit('show', {})
  }

  close(): void {
    const index = shownNotifications.indexOf(this)
    if (index < 0) return
    shownNotifications.splice(index, 1)
    this.emit('close', {})
  }
}

// As over Electron's debugger, a test sees nothing but the module and what is global.
Reflect.set(globalThis, 'shownNotifications', shownNotifications)
