import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { mustBeReady } from './app.ts'
import type { Menu } from './menu.ts'

/** Those that there are: Electron keeps no list, and a test has to find them. */
export const trays: Tray[] = []

/** An icon that nobody sees; what it would show is remembered. */
export class Tray extends EventEmitter {
  image = ''
  toolTip = ''
  menu: Menu | null = null

  constructor(image: string) {
    super()
    mustBeReady('Tray')
    this.setImage(image)
    trays.push(this)
  }

  setImage(image: string): void {
    if (!existsSync(image)) throw new Error(`Failed to load image from path '${image}'`)
    this.image = image
  }

  setToolTip(text: string): void {
    this.toolTip = text
  }

  setContextMenu(menu: Menu | null): void {
    this.menu = menu
  }
}
