/** The window's own scheme; apart from `mayfly:`, which is for links that the system hands us. */
export const uiScheme = 'mayfly-app'

const host = 'app'

export const uiOrigin = `${uiScheme}://${host}`
export const uiPage = `${uiOrigin}/`

/** Whether an address belongs to our UI. `URL.origin` says "null" for schemes that Node does not know. */
export function isUiUrl(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed !== null && parsed.protocol === `${uiScheme}:` && parsed.host === host
}

/** The one page that may fill the window, whatever its hash says. */
export function isUiPage(url: string): boolean {
  return isUiUrl(url) && new URL(url).pathname === '/'
}

/** A mail's HTML, the one thing that may fill a frame. */
export function isPreviewUrl(url: string): boolean {
  return isUiUrl(url) && /^\/api\/v1\/messages\/[^/]+\/html$/.test(new URL(url).pathname)
}
