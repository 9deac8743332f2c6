import { fileURLToPath } from 'node:url'
import { app, ipcMain, protocol, session, shell, type BrowserWindow } from 'electron'
import { Info } from '#shared/api/system.ts'
import type { App } from '../app/reopenable-app.ts'
import type { UpdateState } from '#shared/shell/updates.ts'
import { channelOf, type OpenRequest, type PushName, type Pushes } from '#shared/shell/channels.ts'
import { createCoreCalls } from './bridge/core-calls.ts'
import type { Page } from './bridge/page.ts'
import { serveCalls } from './bridge/serve-calls.ts'
import { createEventPush } from './event-push.ts'
import { wireFiles } from './files/wire-files.ts'
import { denyNavigation, denyPermissions } from './lock-down.ts'
import { createMainWindow } from './main-window.ts'
import { createMailNotifications } from './notifications/mail-notifications.ts'
import { openLink } from './open-link.ts'
import { createPageLife } from './page-life.ts'
import type { ShellState } from './shell-state.ts'
import { wireUpdates } from './updates/wire-updates.ts'
import { uiScheme } from './ui-origin.ts'
import { createUiProtocol } from './ui-protocol.ts'

type Deps = {
  mayfly: App
  state: ShellState
  /** Why the app does not update itself; null when it does. */
  manualUpdates: UpdateState['manual']
  now: () => number
  onError: (error: unknown) => void
}

/** Puts a window on a server that is running: what it may do first, then the window itself. */
export async function openDesktop({ mayfly, state, manualUpdates, now, onError }: Deps): Promise<void> {
  const lastSeq = await newestSeq(mayfly)
  const openOutside = (url: string) => void openLink(url, link => shell.openExternal(link))
  let page: Page | undefined

  protocol.handle(uiScheme, createUiProtocol(mayfly))
  denyPermissions(session.defaultSession)
  app.on('web-contents-created', (_event, contents) => denyNavigation(contents, openOutside))
  const window = createMainWindow({
    preload: fileURLToPath(new URL('../preload/preload.cjs', import.meta.url)),
    onOpen: opened => (page = toPage(opened, mayfly, lastSeq)),
    onError,
  })
  const tell = <N extends PushName>(name: N, value: Pushes[N]): void => {
    if (page && !page.contents.isDestroyed()) page.contents.send(channelOf(name), value)
  }
  const show = (place: OpenRequest): void => {
    window.show()
    tell('open', place)
  }
  const language = () => state.current().language ?? 'en'
  const files = wireFiles({ mayfly, state, language, tell, show, onError })
  const notifications = createMailNotifications({
    mayfly,
    state,
    isWatched: window.isFocused,
    show,
    language,
    platform: process.platform,
    now,
    onError,
  })
  await notifications.start()
  const updates = wireUpdates({ manual: manualUpdates, state, tell: made => tell('updates', made) })
  serveCalls({
    ipc: ipcMain,
    page: () => page,
    handlers: {
      ...createCoreCalls({ app, shell, dispatch: mayfly.dispatch, state }),
      ...files.calls,
      ...notifications.calls,
      ...updates.calls,
    },
    onError,
  })

  app.on('open-file', (event, path) => {
    event.preventDefault()
    files.openMailFiles([path]).catch(onError)
  })
  app.on('second-instance', () => window.show())
  app.on('activate', () => window.show())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  window.show()
  updates.start()
}

async function newestSeq({ dispatch }: App): Promise<number> {
  const owner = { caller: { kind: 'owner' }, signal: new AbortController().signal } as const
  return Info.parse(await dispatch('getInfo', {}, owner)).lastSeq
}

function toPage({ webContents }: BrowserWindow, { feed }: App, lastSeq: number): Page {
  return {
    contents: webContents,
    signal: createPageLife(webContents),
    follow: createEventPush({ feed, lastSeq, send: event => webContents.send(channelOf('event'), event) }),
  }
}
