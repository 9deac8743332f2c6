import type { App, IpcMain, IpcMainEvent, IpcMainInvokeEvent, Shell, WebContents } from 'electron'
import { AppError } from '#shared/api/errors.ts'
import type { InvokeResult } from '#shared/shell/bridge.ts'
import type { Dispatch } from '../api/dispatch.ts'
import { channels } from '#shared/shell/channels.ts'
import { openLink } from './open-link.ts'
import { isUiUrl } from './ui-origin.ts'

/** The window's side of a call: whose frame may send, and until when the answer is wanted. */
export type Page = {
  contents: WebContents
  signal: () => AbortSignal
  follow: (page: AbortSignal) => Promise<void>
}

type Deps = {
  ipc: IpcMain
  app: Pick<App, 'setBadgeCount'>
  shell: Pick<Shell, 'openExternal'>
  dispatch: Dispatch
  /** The open window's page, if there is one. */
  page: () => Page | undefined
  onError: (error: unknown) => void
}

/** Taskbars show no more. */
const maxBadge = 9_999

/** The main process's half of the Bridge. Every call is checked for who sends it; no failure is thrown across. */
export function serveBridge({ ipc, app, shell, dispatch, page, onError }: Deps): void {
  const sender = (event: IpcMainInvokeEvent | IpcMainEvent): Page | undefined => {
    const open = page()
    return open && isFrom(event, open.contents) ? open : undefined
  }

  ipc.handle(channels.invoke, async (event, operation: unknown, input: unknown): Promise<InvokeResult> => {
    const from = sender(event)
    if (!from) return failed(new AppError('forbidden', 'This page may not call Mayfly.'))
    if (typeof operation !== 'string')
      return failed(new AppError('bad_request', 'The operation must be named.'))
    try {
      const context = { caller: { kind: 'owner' }, signal: from.signal() } as const
      return { ok: true, output: await dispatch(operation, input, context) }
    } catch (error) {
      return failed(error)
    }
  })

  ipc.on(channels.follow, event => {
    const from = sender(event)
    from?.follow(from.signal()).catch(onError)
  })

  ipc.handle(channels.openLink, async (event, url: unknown): Promise<boolean> => {
    if (!sender(event)) return false
    return openLink(url, link => shell.openExternal(link))
  })

  ipc.handle(channels.setUnreadBadge, (event, count: unknown): void => {
    if (!sender(event) || !Number.isSafeInteger(count)) return
    app.setBadgeCount(Math.min(Math.max(Number(count), 0), maxBadge))
  })
}

/** Our window's main frame, showing our page. A frame that is already gone has no say either. */
function isFrom({ sender, senderFrame }: IpcMainInvokeEvent | IpcMainEvent, contents: WebContents): boolean {
  return (
    sender.id === contents.id &&
    senderFrame !== null &&
    senderFrame.parent === null &&
    isUiUrl(senderFrame.url)
  )
}

function failed(error: unknown): InvokeResult {
  const known =
    error instanceof AppError ? error : new AppError('internal_error', 'Something went wrong inside Mayfly.')
  return { ok: false, error: known.toBody() }
}
