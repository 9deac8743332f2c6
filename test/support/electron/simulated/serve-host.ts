import type { AppCalls } from '../calls.ts'
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import * as electron from './modules.ts'
import { appCalls } from './host.ts'
import { deliver, invoke } from './ipc-main.ts'
import { isPrevented } from './preventable.ts'
import { answer, download, downloaded, mayRequest, mayUse } from './session.ts'

Object.assign(appCalls, {
  // The function's source comes from the test, as over Electron's debugger.
  evaluate: ({ source, argument }) => (0, eval)(`(${source})`)(electron, argument),
  request: answer,
  mayNavigate,
  mayOpen({ window, url }) {
    const handler = BrowserWindow.byId(window)?.webContents.openHandler
    return !handler || handler({ url }).action === 'allow'
  },
  download,
  downloaded,
  mayRequest,
  mayUse,
  navigated: ({ window, url }) => BrowserWindow.byId(window)?.webContents.navigated(url),
  readyToShow: ({ window }) => void BrowserWindow.byId(window)?.emit('ready-to-show'),
  closed: ({ window }) => BrowserWindow.byId(window)?.closed(),
  invoke,
  message: deliver,
  secondInstance: ({ argv, folder, data }) =>
    void app.emit('second-instance', {}, switchesFirst(argv), folder, data),
} satisfies { [Name in keyof AppCalls]: (of: Parameters<AppCalls[Name]>[0]) => unknown })

function mayNavigate({ window, url, isMainFrame }: Parameters<AppCalls['mayNavigate']>[0]): boolean {
  const contents = BrowserWindow.byId(window)?.webContents
  if (!contents) return false
  if (isPrevented(contents, 'will-frame-navigate', { url, isMainFrame })) return false
  return !isMainFrame || !isPrevented(contents, 'will-navigate', { url, isMainFrame })
}

/** As Chromium hands a command line on: what is not a switch comes last, and it adds one of its own. */
function switchesFirst([program = '', ...args]: string[]): string[] {
  const isSwitch = (argument: string) => argument.startsWith('-')
  const others = args.filter(argument => !isSwitch(argument))
  return [program, ...args.filter(isSwitch), '--allow-file-access-from-files', ...others]
}
