/**
 * Chromium knows no scheme but its own, so `mayfly-app://app/` is shown to it as `http://app.mayfly-app.localhost/`:
 * an origin of its own that counts as secure, as the real one does. Everything that crosses to the app is
 * translated back here, and nowhere else.
 */
const scheme = 'mayfly-app'
const suffix = `.${scheme}.localhost`

export function toBrowserUrl(url: string): string {
  const match = /^([a-z-]+):\/\/([^/?#]*)(.*)$/s.exec(url)
  return match?.[1] === scheme ? `http://${match[2]}${suffix}${match[3]}` : url
}

export function toAppUrl(url: string): string {
  const parsed = URL.parse(url)
  if (parsed?.protocol !== 'http:' || !parsed.hostname.endsWith(suffix)) return url
  const { pathname, search, hash } = parsed
  return `${scheme}://${parsed.hostname.slice(0, -suffix.length)}${pathname}${search}${hash}`
}

export function isAppUrl(url: string): boolean {
  return toAppUrl(url).startsWith(`${scheme}:`)
}

/** The names that the app's scheme has in Chromium. */
export const browserHosts = `*${suffix}`

/** Where a request comes from is an address as well. */
export function toAppHeaders(headers: NodeJS.Dict<string[]>): Record<string, string> {
  const given = Object.entries(headers).map(([name, values]) => [name, values?.join(', ') ?? ''] as const)
  const toApp = (origin: string) => (isAppUrl(origin) ? toAppUrl(`${origin}/`).replace(/\/$/, '') : origin)
  return Object.fromEntries(given.map(([name, value]) => [name, name === 'origin' ? toApp(value) : value]))
}
