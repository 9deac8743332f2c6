import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { SaveDialogOptions } from 'electron'

/**
 * A file that the window is about to save. Electron asks where to unless that was said; here the person takes what the
 * dialog proposes, or closes it while `globalThis.closesDialogs` is set.
 */
export class DownloadItem extends EventEmitter {
  readonly #url: string
  readonly #filename: string
  #path = ''
  #proposed = ''

  constructor({ url, filename }: { url: string; filename: string }) {
    super()
    this.#url = url
    this.#filename = filename
  }

  getURL = (): string => this.#url
  getURLChain = (): string[] => [this.#url]
  getFilename = (): string => this.#filename
  getSavePath = (): string => this.#path
  setSavePath = (path: string): void => void (this.#path = path)
  setSaveDialogOptions = ({ defaultPath = '' }: SaveDialogOptions): void =>
    void (this.#proposed = defaultPath)

  /** Where it goes; undefined when the person closed the dialog. */
  askWhere(): string | undefined {
    if (this.#path !== '') return this.#path
    if (Reflect.get(globalThis, 'closesDialogs') === true) {
      this.emit('done', {}, 'cancelled')
      return undefined
    }
    if (basename(this.#proposed) === '' || !existsSync(dirname(this.#proposed))) return undefined
    return (this.#path = this.#proposed)
  }
}
