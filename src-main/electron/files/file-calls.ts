import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BrowserWindow, clipboard, ClipboardItem, dialog, type WebContents } from 'electron'
import { AppError } from '#shared/api/errors.ts'
import { bytePaths } from '#shared/api/links.ts'
import type { MessageDetail } from '#shared/api/message-shapes.ts'
import type { DraggedItem, fileCalls, SavedFile } from '#shared/shell/file-calls.ts'
import { textsOf } from '#shared/shell/texts/texts.ts'
import type { Language } from '#shared/shell/languages.ts'
import { createUniqueNames } from '../../transfer/entry-names.ts'
import type { CallHandlers } from '../bridge/serve-calls.ts'
import type { createMessageRenderer } from '../rendering/render-message.ts'
import type { createDragOut, NamedBytes } from './drag-out.ts'
import { fileName } from './file-name.ts'
import type { SavedFiles } from './saved-files.ts'
import type { WindowRequest } from './window-request.ts'

type Deps = {
  find: (messageId: string) => Promise<MessageDetail>
  request: WindowRequest
  renderer: ReturnType<typeof createMessageRenderer>
  dragOut: ReturnType<typeof createDragOut>
  saved: SavedFiles
  language: () => Language
}

/** Files out of the window, where the person says. */
export function createFileCalls(deps: Deps): CallHandlers<keyof typeof fileCalls> {
  const { find, request, renderer, dragOut, saved, language } = deps

  /** Asks where to before it is made: making it takes a moment. */
  async function save(
    contents: WebContents,
    { wanted, kind, make }: { wanted: string; kind: 'pdf' | 'picture'; make: () => Promise<Buffer> },
  ): Promise<SavedFile | null> {
    const ending = kind === 'pdf' ? 'pdf' : 'png'
    const { canceled, filePath } = await dialog.showSaveDialog(windowOf(contents), {
      defaultPath: saved.propose(`${wanted}.${ending}`, `message.${ending}`),
      filters: [{ name: textsOf(language()).files[kind], extensions: [ending] }],
    })
    if (canceled || !filePath) return null
    await writeFile(filePath, await make()).catch(cannotWrite)
    return saved.note(filePath)
  }

  return {
    async saveAttachments({ messageId }, { contents }) {
      const { attachments } = await find(messageId)
      if (attachments.length === 0) throw new AppError('not_found', 'The message has no attachments.')
      const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(contents), {
        defaultPath: saved.folder(),
        properties: ['openDirectory', 'createDirectory'],
      })
      const folder = filePaths[0]
      if (canceled || folder === undefined) return null
      const paths: string[] = []
      const unique = createUniqueNames()
      for (const [index, { id, filename }] of attachments.entries()) {
        const name = unique(fileName(filename ?? '', `attachment-${index + 1}`))
        const { content } = await request(bytePaths.attachment(messageId, id))
        paths.push(await writeBeside(join(folder, name), content))
      }
      return { saved: saved.note(paths[0]!), count: paths.length }
    },
    async savePdf({ messageId }, { contents }) {
      const { subject } = await find(messageId)
      return save(contents, { wanted: subject, kind: 'pdf', make: () => renderer.pdf(messageId) })
    },
    printMessage: async ({ messageId }) => void (await renderer.print(messageId)),
    async savePicture({ messageId, width }, { contents }) {
      const { subject } = await find(messageId)
      let cut = false
      const make = async () => {
        const picture = await renderer.picture(messageId, width)
        cut = picture.cut
        return picture.png
      }
      const file = await save(contents, { wanted: subject, kind: 'picture', make })
      return file && { saved: file, cut }
    },
    async copyPicture({ messageId, width }) {
      const { png, cut } = await renderer.picture(messageId, width)
      const image = new Blob([new Uint8Array(png)], { type: 'image/png' })
      await clipboard.write([new ClipboardItem({ 'image/png': image })])
      return { cut }
    },
    revealSaved: ({ token }) => saved.reveal(token),
    dragOut: ({ items }, { contents }) => dragOut.drag(items, contents),
  }
}

/** What is dragged, with the name that it gets. */
export async function readDragged(
  { messageId, attachmentId }: DraggedItem,
  { find, request }: Pick<Deps, 'find' | 'request'>,
): Promise<NamedBytes> {
  const message = await find(messageId)
  if (attachmentId === undefined) {
    const { content } = await request(bytePaths.raw(messageId))
    return { name: fileName(`${message.subject}.eml`, 'message.eml'), content }
  }
  const named = message.attachments.find(({ id }) => id === attachmentId)
  const { content } = await request(bytePaths.attachment(messageId, attachmentId))
  return { name: fileName(named?.filename ?? '', 'attachment'), content }
}

/** A window that was closed meanwhile has no dialog to show. */
function windowOf(contents: WebContents): BrowserWindow {
  const window = BrowserWindow.fromWebContents(contents)
  if (!window) throw new AppError('unavailable', 'The window is gone.')
  return window
}

/** Beside what is there, never in its place. Answers where it is. */
async function writeBeside(path: string, content: Buffer): Promise<string> {
  const [, stem = path, ending = ''] = /^(.+?)(\.[^./\\]+)?$/.exec(path) ?? []
  for (let copy = 1; copy <= maxCopies; copy++) {
    const free = copy === 1 ? path : `${stem} (${copy})${ending}`
    try {
      await writeFile(free, content, { flag: 'wx' })
      return free
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotWrite(error) // what Node's file system throws
    }
  }
  throw new AppError('conflict', 'The folder has too many files of that name.')
}

const maxCopies = 1_000

function cannotWrite(cause: unknown): never {
  throw new AppError('unavailable', 'The file could not be written there.', { cause })
}
