import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NativeImage, WebContents } from 'electron'
import { AppError } from '#shared/api/errors.ts'
import type { DraggedItem } from '#shared/shell/file-calls.ts'
import { createUniqueNames } from '../../transfer/entry-names.ts'

export type NamedBytes = { name: string; content: Buffer }

type Deps = {
  /** Ours alone. What lies in it is of no use once the drag is over. */
  folder: string
  read: (item: DraggedItem) => Promise<NamedBytes>
  /** Shown below the pointer; macOS takes no drag without. */
  icon: () => NativeImage
}

/** Written before the drag can begin, while the person holds the button. */
const maxBytes = 200 * 1024 * 1024

/** Drags messages and attachments out of the window, as files that are made for it. */
export function createDragOut({ folder, read, icon }: Deps) {
  async function write(items: readonly DraggedItem[]): Promise<string[]> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const place = await mkdtemp(join(folder, 'drag-'))
    const unique = createUniqueNames()
    const files: string[] = []
    let bytes = 0
    for (const item of items) {
      const { name, content } = await read(item)
      bytes += content.length
      if (bytes > maxBytes) throw new AppError('payload_too_large', 'That is too much to drag: export it.')
      const file = join(place, unique(name))
      await writeFile(file, content, { mode: 0o600, flag: 'wx' })
      files.push(file)
    }
    return files
  }

  return {
    async drag(items: readonly DraggedItem[], contents: Pick<WebContents, 'startDrag'>): Promise<void> {
      const files = await write(items)
      contents.startDrag({ file: files[0]!, files, icon: icon() })
    },
    /** Whoever took the files may read them a good while after the drag: they go at the end, and with the next start. */
    clear: (): Promise<void> => rm(folder, { recursive: true, force: true }),
    clearAtOnce: (): void => rmSync(folder, { recursive: true, force: true }),
  }
}
