import { EventEmitter } from 'node:events'
import type { Session } from 'electron'
import { BrowserWindow } from './browser-window.ts'
import { isPrevented } from './preventable.ts'

type Check = Parameters<Session['setPermissionCheckHandler']>[0]
type Request = Parameters<Session['setPermissionRequestHandler']>[0]
type Permission = { window: number; permission: string; origin: string }

let check: Check = null
let request: Request = null

const defaultSession = Object.assign(new EventEmitter(), {
  setPermissionCheckHandler: handler => void (check = handler),
  setPermissionRequestHandler: handler => void (request = handler),
  setDevicePermissionHandler() {},
} satisfies Pick<
  Session,
  'setPermissionCheckHandler' | 'setPermissionRequestHandler' | 'setDevicePermissionHandler'
>)

export const session = { defaultSession }

/** Allowed when both handlers say so; Electron allows what nobody handles. */
export async function mayUse({ window, permission, origin }: Permission): Promise<boolean> {
  const contents = BrowserWindow.byId(window)?.webContents ?? null
  const details = { isMainFrame: true, requestingUrl: `${origin}/` }
  // Handlers look at the name and at where it comes from; Electron's own types know more of both.
  const checked = check?.(contents as never, permission as never, `${origin}/`, details as never) ?? true
  const asked = await new Promise<boolean>(resolve =>
    request ? request(contents as never, permission as never, resolve, details as never) : resolve(true),
  )
  return checked && asked
}

export function mayDownload({ url, filename }: { url: string; filename: string }): boolean {
  const item = { getURL: () => url, getURLChain: () => [url], getFilename: () => filename }
  return !isPrevented(defaultSession, 'will-download', {}, item)
}
