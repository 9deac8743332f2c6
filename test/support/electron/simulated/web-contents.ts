import { EventEmitter } from 'node:events'
import type { WebPreferences, WindowOpenHandlerResponse } from 'electron'
import { host } from './host.ts'

type WindowOpenHandler = (details: { url: string }) => WindowOpenHandlerResponse

/** The page of a window, as the main process sees it. */
export class WebContents extends EventEmitter {
  readonly id: number
  openHandler: WindowOpenHandler | undefined
  #preferences: WebPreferences
  #url = ''
  #destroyed = false

  constructor(id: number, preferences: WebPreferences) {
    super()
    this.id = id
    this.#preferences = preferences
  }

  getLastWebPreferences(): WebPreferences {
    return this.#preferences
  }

  getURL(): string {
    return this.#url
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.openHandler = handler
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed')
    void host.call('send', { window: this.id, channel, args: structuredClone(args) })
  }

  navigated(url: string): void {
    this.#url = url
    this.emit('did-navigate', {}, url, 200, '')
  }

  destroy(): void {
    this.#destroyed = true
    this.emit('destroyed')
  }
}
