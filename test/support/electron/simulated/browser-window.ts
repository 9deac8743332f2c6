import { EventEmitter } from 'node:events'
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron'
import { app, mustBeReady } from './app.ts'
import { host } from './host.ts'
import { isPrevented } from './preventable.ts'
import { WebContents } from './web-contents.ts'

const windows = new Map<number, BrowserWindow>()
let lastId = 0

/** A window whose page is drawn by the driving side; what is native about it is only remembered. */
export class BrowserWindow extends EventEmitter {
  readonly id = ++lastId
  readonly webContents: WebContents
  readonly #opened: Promise<void>
  #visible: boolean
  #minimized = false
  #focused = false
  #maximized = false
  #fullScreen = false
  #bounds: Rectangle

  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()]
  }

  static byId(id: number): BrowserWindow | undefined {
    return windows.get(id)
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return windows.get(contents.id) ?? null
  }

  constructor({
    show = true,
    x = 0,
    y = 0,
    width = 800,
    height = 600,
    webPreferences = {},
  }: BrowserWindowConstructorOptions) {
    super()
    mustBeReady('BrowserWindow')
    this.#visible = show
    this.#bounds = { x, y, width, height }
    this.webContents = new WebContents(this.id, webPreferences)
    windows.set(this.id, this)
    const { preload, partition, javascript = true } = webPreferences
    this.#opened = host.call('openWindow', { window: this.id, preload, partition, javascript, width, height })
    app.emit('web-contents-created', {}, this.webContents)
  }

  async loadURL(url: string): Promise<void> {
    await this.#opened
    await host.call('load', { window: this.id, url })
  }

  show(): void {
    this.#visible = true
    this.#focused = true
  }

  hide(): void {
    this.#visible = false
    this.#focused = false
  }

  isVisible(): boolean {
    return this.#visible
  }

  minimize(): void {
    this.#minimized = true
  }

  restore(): void {
    this.#minimized = false
  }

  isMinimized(): boolean {
    return this.#minimized
  }

  blur(): void {
    this.#focused = false
    this.emit('blur')
  }

  isFocused(): boolean {
    return this.#focused
  }

  focus(): void {
    this.#focused = true
    this.emit('focus')
  }

  getNormalBounds(): Rectangle {
    return this.#bounds
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds }
    this.emit('move')
    this.emit('resize')
  }

  maximize(): void {
    this.#maximized = true
    this.emit('maximize')
  }

  unmaximize(): void {
    this.#maximized = false
    this.emit('unmaximize')
  }

  isMaximized(): boolean {
    return this.#maximized
  }

  setFullScreen(on: boolean): void {
    this.#fullScreen = on
    this.emit(on ? 'enter-full-screen' : 'leave-full-screen')
  }

  isFullScreen(): boolean {
    return this.#fullScreen
  }

  setOverlayIcon(): void {}

  close(): void {
    if (isPrevented(this, 'close')) return
    void host.call('closeWindow', { window: this.id })
  }

  destroy(): void {
    void host.call('closeWindow', { window: this.id })
    this.closed()
  }

  isDestroyed(): boolean {
    return !windows.has(this.id)
  }

  closed(): void {
    if (!windows.delete(this.id)) return
    this.webContents.destroy()
    this.emit('closed')
    if (windows.size === 0) app.emit('window-all-closed')
  }
}
