import type { Session, WebContents } from 'electron'
import { isPreviewUrl, isUiPage, isUiUrl } from './ui-origin.ts'

/** A page stays where it is, whatever a mail or a link wants; links that may leave go to the system's browser. */
export function denyNavigation(contents: WebContents, openOutside: (url: string) => void): void {
  contents.on('will-navigate', details => {
    if (!isUiPage(details.url)) details.preventDefault()
  })
  contents.on('will-frame-navigate', details => {
    const allowed = details.isMainFrame ? isUiPage(details.url) : isPreviewUrl(details.url)
    if (!allowed) details.preventDefault()
  })
  contents.on('will-redirect', details => details.preventDefault())
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url)
    return { action: 'deny' }
  })
}

/** Copying is the one thing that our page may ask for: it needs no camera, place or notification of the browser's. */
export function denyPermissions(session: Session): void {
  const isOurs = (permission: string, url: string | undefined, isMainFrame: boolean) =>
    permission === 'clipboard-sanitized-write' && isMainFrame && isUiUrl(url ?? '')
  session.setPermissionCheckHandler((_contents, permission, origin, { isMainFrame }) =>
    isOurs(permission, origin, isMainFrame),
  )
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl, isMainFrame }) =>
    answer(isOurs(permission, requestingUrl, isMainFrame)),
  )
  session.setDevicePermissionHandler(() => false)
}
