// Longer addresses are broken or hostile: browsers and servers refuse them as well.
const MAX_URL_CHARS = 8_192

const hiddenStyle = /display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0(?:px)?\s*(?:!|;|$)/i
const remoteAddress = /^\s*(?:https?:)?\/\//i
const maybeCssAddress = /url\(|@import/i
const cssAddress = /url\(\s*(?:['"]\s*)?(?:https?:)?\/\/|@import\s+['"](?:https?:)?\/\//gi

export function isHiddenStyle(style: string): boolean {
  return hiddenStyle.test(style)
}

export function isRemote(address: string | undefined): boolean {
  return address !== undefined && remoteAddress.test(address)
}

export function countCssUrls(css: string): number {
  return maybeCssAddress.test(css) ? (css.match(cssAddress)?.length ?? 0) : 0
}

/** The address a click would open, or nothing when it is not one that leads out of the mail. */
export function readHref(href: string): string | undefined {
  if (href.length > MAX_URL_CHARS) return undefined
  const url = href.replace(/[\t\r\n]/g, '').trim()
  if (url.startsWith('//')) return `https:${url}`
  return /^(?:https?:\/\/.|mailto:.)/i.test(url) ? url : undefined
}
