import { EventEmitter } from 'node:events'
import type { OnBeforeRequestListenerDetails, Session } from 'electron'
import { BrowserWindow } from './browser-window.ts'
import { DownloadItem } from './download-item.ts'
import { isPrevented } from './preventable.ts'
import { answer as answerBy, createProtocol, registerSchemesAsPrivileged } from './protocol.ts'
import type { Answer, AppCalls } from '../calls.ts'

type Check = Parameters<Session['setPermissionCheckHandler']>[0]
type Request = Parameters<Session['setPermissionRequestHandler']>[0]
type BeforeRequest = (
  details: OnBeforeRequestListenerDetails,
  answer: (response: { cancel?: boolean }) => void,
) => void
type Permission = { window: number; permission: string; origin: string }

function createSession() {
  const handlers: { check: Check; request: Request; beforeRequest: BeforeRequest | undefined } = {
    check: null,
    request: null,
    beforeRequest: undefined,
  }
  const own = Object.assign(new EventEmitter(), {
    protocol: createProtocol(),
    webRequest: { onBeforeRequest: (listener: BeforeRequest) => void (handlers.beforeRequest = listener) },
    setPermissionCheckHandler: handler => void (handlers.check = handler),
    setPermissionRequestHandler: handler => void (handlers.request = handler),
    setDevicePermissionHandler() {},
  } satisfies Pick<
    Session,
    'setPermissionCheckHandler' | 'setPermissionRequestHandler' | 'setDevicePermissionHandler'
  > & { protocol: object; webRequest: object })
  return { own, handlers }
}

const sessions = new Map([['', createSession()]])
const { own: defaultSession, handlers } = sessions.get('')!

export const session = { defaultSession, fromPartition: (name: string) => sessionOf(name).own }

/** That of the default session, and what is said once for all of them. */
export const protocol = { ...defaultSession.protocol, registerSchemesAsPrivileged }

export function answer({ partition, ...of }: Parameters<AppCalls['request']>[0]): Promise<Answer> {
  return answerBy({ ...of, handlerOf: sessionOf(partition).own.protocol.handlerOf })
}

function sessionOf(partition: string) {
  const known = sessions.get(partition)
  if (known) return known
  const fresh = createSession()
  sessions.set(partition, fresh)
  return fresh
}

/** Allowed when both handlers say so; Electron allows what nobody handles. */
export async function mayUse({ window, permission, origin }: Permission): Promise<boolean> {
  const { check, request } = handlers
  const contents = BrowserWindow.byId(window)?.webContents ?? null
  const details = { isMainFrame: true, requestingUrl: `${origin}/` }
  // Handlers look at the name and at where it comes from; Electron's own types know more of both.
  const checked = check?.(contents as never, permission as never, `${origin}/`, details as never) ?? true
  const asked = await new Promise<boolean>(resolve =>
    request ? request(contents as never, permission as never, resolve, details as never) : resolve(true),
  )
  return checked && asked
}

/** Where a download goes; undefined when the app or the person does not want it. */
export function download(of: { url: string; filename: string }): string | undefined {
  const item = new DownloadItem(of)
  if (isPrevented(defaultSession, 'will-download', {}, item)) return undefined
  const path = item.askWhere()
  if (path !== undefined) downloads.set(path, item)
  return path
}

/** The file is there. */
export function downloaded({ path }: { path: string }): void {
  downloads.get(path)?.emit('done', {}, 'completed')
  downloads.delete(path)
}

const downloads = new Map<string, DownloadItem>()

/** Whether a request of a window leaves it: asked of the session that the window is in. */
export function mayRequest({ partition, url }: { partition: string; url: string }): Promise<boolean> {
  const { beforeRequest } = sessionOf(partition).handlers
  return new Promise(resolve =>
    beforeRequest
      ? beforeRequest({ url } as OnBeforeRequestListenerDetails, ({ cancel }) => resolve(cancel !== true))
      : resolve(true),
  )
}
