import { fileURLToPath } from 'node:url'
import { app, ipcMain, powerMonitor, protocol, session, shell } from 'electron'
import type { OpenRequest } from '#shared/shell/channels.ts'
import { textsOf } from '#shared/shell/texts/texts.ts'
import type { App } from '../app/reopenable-app.ts'
import type { UpdateState } from '#shared/shell/updates.ts'
import { createCoreCalls } from './bridge/core-calls.ts'
import { serveCalls } from './bridge/serve-calls.ts'
import { createDesktopSettings } from './desktop-settings.ts'
import { drawOutside } from './draw-outside.ts'
import { wireFiles } from './files/wire-files.ts'
import type { createOpenedQueue } from './links/opened-queue.ts'
import type { OpenedWith } from './links/opened-with.ts'
import { parseLink } from './links/parse-link.ts'
import { registerLinks } from './links/register-links.ts'
import { denyNavigation, denyPermissions } from './lock-down.ts'
import type { createStartAtLogin } from './login/start-at-login.ts'
import { createMenuActions } from './menu/menu-actions.ts'
import { createMailNotifications } from './notifications/mail-notifications.ts'
import { openLink } from './open-link.ts'
import { createCurrentPage } from './page/current-page.ts'
import { createPageTeller } from './page/tell-page.ts'
import { onWake } from './power/on-wake.ts'
import { followServer } from './server-view.ts'
import type { ShellState } from './shell-state.ts'
import type { createUpdateEnding } from './updates/update-ending.ts'
import { watchSettings } from './watch-settings.ts'
import { wireUpdates } from './updates/wire-updates.ts'
import { languageNow } from './language-now.ts'
import { uiScheme } from './ui-origin.ts'
import { createUiProtocol } from './ui-protocol.ts'
import { wireWindow } from './window/wire-window.ts'

type Deps = {
  mayfly: App
  state: ShellState
  /** Why the app does not update itself; null when it does. */
  manualUpdates: UpdateState['manual']
  login: ReturnType<typeof createStartAtLogin>
  opened: ReturnType<typeof createOpenedQueue>
  /** Of this start. */
  asked: OpenedWith
  /** The program, for what starts it again. */
  program: string
  ending: ReturnType<typeof createUpdateEnding>
  now: () => number
  onError: (error: unknown) => void
}

/** Puts a window on a server that is running: what it may do first, then all that is drawn, the window last. */
export async function openDesktop({
  mayfly,
  state,
  login,
  opened,
  asked,
  program,
  manualUpdates,
  ending,
  now,
  onError,
}: Deps) {
  const { platform } = process
  const common = { platform, now, onError }
  const language = () => languageNow(state, app.getPreferredSystemLanguages())
  const texts = () => textsOf(language())
  const quit = () => app.quit()

  lockDown(mayfly)
  const page = await createCurrentPage(mayfly)
  const teller = createPageTeller(commands => outside.showAvailable(commands))
  const window = wireWindow({
    state,
    texts,
    onPage(contents) {
      page.attach(contents)
      teller.attach(contents)
    },
    quit,
    ...common,
  })
  const show = (place: OpenRequest): void => {
    window.show()
    teller.tell('open', place)
  }

  const files = wireFiles({ mayfly, state, language, tell: teller.tell, show, onError })
  const dispatch = watchSettings(mayfly.dispatch, () => void server.refresh().catch(onError))
  const notifications = createMailNotifications({
    mayfly: { dispatch, feed: mayfly.feed },
    state,
    isWatched: window.isFocused,
    show,
    language,
    ...common,
  })
  await notifications.start()
  const tellUpdates = (made: UpdateState) => teller.tell('updates', made)
  const updates = wireUpdates({ manual: manualUpdates, state, tell: tellUpdates, ...ending })
  serveCalls({
    ipc: ipcMain,
    page: page.current,
    handlers: {
      ...createCoreCalls({ shell, dispatch, state }),
      ...createDesktopSettings({ state, login, platform }),
      ...files.calls,
      ...notifications.calls,
      ...updates.calls,
      tellCommands: (available, { contents }) => teller.listens(contents, available),
    },
    onError,
  })

  const server = await followServer({ mayfly, isMuted: notifications.isPaused, onError })
  const outside = drawOutside({
    app,
    pictures: fileURLToPath(new URL('../../resources', import.meta.url)),
    platform,
    program,
    window: window.current,
    run: createMenuActions({ mayfly, window, tell: teller.tell, mute: notifications.pause, quit, onError }),
    onError,
  })
  state.onChange(() => outside.showTexts(texts()))
  outside.showTexts(texts())
  server.onChange(outside.showServer)
  onWake(powerMonitor, server.refresh, onError)
  registerLinks({ app, program })

  /** Also without anything to open: then a second start wants the window. */
  function open({ links, files: paths, newMailbox, hidden }: OpenedWith): void {
    if (paths.length > 0) files.openMailFiles(paths).catch(onError)
    if (hidden) return
    window.show()
    for (const link of links) teller.tell('open', parseLink(link))
    if (newMailbox) teller.tell('command', 'mailbox.create')
  }
  open({ ...asked, hidden: asked.hidden || login.isLoginStart() })
  opened.listen(open)
  app.on('activate', () => window.show())
  // Without a window mail is still taken; the tray is how one quits.
  app.on('window-all-closed', () => {})
  updates.start()
}

/** Before there is any page: what pages get to see, and where they may go. */
function lockDown(mayfly: App): void {
  const openOutside = (url: string) => void openLink(url, link => shell.openExternal(link))
  protocol.handle(uiScheme, createUiProtocol(mayfly))
  denyPermissions(session.defaultSession)
  app.on('web-contents-created', (_event, contents) => denyNavigation(contents, openOutside))
}
