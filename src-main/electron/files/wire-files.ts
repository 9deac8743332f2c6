import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, nativeImage, session, shell } from 'electron'
import { MessageDetail } from '#shared/api/message-shapes.ts'
import type { OpenRequest, PushName, Pushes } from '#shared/shell/channels.ts'
import type { Language } from '#shared/shell/languages.ts'
import type { App } from '../../app/reopenable-app.ts'
import { createMessageRenderer } from '../rendering/render-message.ts'
import type { ShellState } from '../shell-state.ts'
import { watchDownloads } from './downloads.ts'
import { createDragOut } from './drag-out.ts'
import { createFileCalls, readDragged } from './file-calls.ts'
import { createMailFileOpener } from './open-mail-files.ts'
import { createSavedFiles } from './saved-files.ts'
import { createWindowRequest } from './window-request.ts'

type Deps = {
  mayfly: App
  state: ShellState
  language: () => Language
  /** Says something to the page, if there is one. */
  tell: <N extends PushName>(name: N, value: Pushes[N]) => void
  show: (place: OpenRequest) => void
  onError: (error: unknown) => void
}

/** As large as what systems draw below a pointer. */
const dragIconPx = 32

/** Files in and out of the window. */
export function wireFiles({ mayfly, state, language, tell, show, onError }: Deps) {
  const { dispatch } = mayfly
  const request = createWindowRequest(mayfly)
  const find = async (id: string): Promise<MessageDetail> => {
    const context = { caller: { kind: 'owner' }, signal: new AbortController().signal } as const
    return MessageDetail.parse(await dispatch('getMessage', { id }, context))
  }
  const saved = createSavedFiles({
    lastFolder: () => state.current().saveFolder ?? undefined,
    rememberFolder: saveFolder => state.change({ saveFolder }),
    downloads: () => app.getPath('downloads'),
    showInFolder: path => shell.showItemInFolder(path),
  })
  const icon = fileURLToPath(new URL('../../resources/icon.png', import.meta.url))
  const dragOut = createDragOut({
    folder: join(app.getPath('userData'), 'dragged'),
    read: item => readDragged(item, { find, request }),
    icon: () => nativeImage.createFromPath(icon).resize({ width: dragIconPx }),
  })
  // What a process that was killed has left.
  dragOut.clear().catch(onError)
  process.once('exit', dragOut.clearAtOnce)
  watchDownloads({ session: session.defaultSession, saved, tell: news => tell('saved', news) })

  return {
    calls: createFileCalls({
      find,
      request,
      renderer: createMessageRenderer({ dispatch, request, language }),
      dragOut,
      saved,
      language,
    }),
    /** Imports mail of files that somebody opened or dropped onto the icon, and shows it. */
    openMailFiles: createMailFileOpener({
      dispatch,
      request,
      show,
      tellProblem: problem => tell('fileProblem', problem),
    }),
  }
}
