import { EventEmitter } from 'node:events'
import type {
  PrintToPDFOptions,
  WebContentsPrintOptions,
  WebPreferences,
  WindowOpenHandlerResponse,
} from 'electron'
import { createDebugger } from './debugger.ts'
import { host } from './host.ts'

type WindowOpenHandler = (details: { url: string }) => WindowOpenHandlerResponse

/** In inches, as Chromium wants it. */
const a4 = { paperWidth: 8.27, paperHeight: 11.7 }

/** The page of a window, as the main process sees it. */
export class WebContents extends EventEmitter {
  readonly id: number
  openHandler: WindowOpenHandler | undefined
  #preferences: WebPreferences
  #url = ''
  #destroyed = false

  readonly debugger: ReturnType<typeof createDebugger>

  constructor(id: number, preferences: WebPreferences) {
    super()
    this.id = id
    this.debugger = createDebugger(id)
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

  /** By the same command that Electron's own ends in. */
  async printToPDF({ pageSize, ...options }: PrintToPDFOptions): Promise<Buffer> {
    if (pageSize !== 'A4') throw new Error('The simulation has no other paper')
    const params = { ...options, ...a4 }
    const { data } = (await host.call('command', { window: this.id, method: 'Page.printToPDF', params })) as {
      data: string
    }
    return Buffer.from(data, 'base64')
  }

  /** Somebody closes the dialog of the printers. */
  print(_options: WebContentsPrintOptions, done: (success: boolean, reason: string) => void): void {
    setImmediate(done, false, 'Print job canceled')
  }

  /** Nothing is dragged: a test that wants to know puts its own in place. */
  startDrag(): void {}

  reload(): void {
    void host.call('reload', { window: this.id })
  }

  forcefullyCrashRenderer(): void {
    this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 0 })
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
