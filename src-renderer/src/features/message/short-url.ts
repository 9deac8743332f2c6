const maxPathLength = 18

/** The host and the beginning of the path: enough to tell two links apart. */
export function shortUrl(url: string): string {
  if (!URL.canParse(url)) return url
  const { host, pathname, search, protocol } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') return url
  const path = pathname === '/' && search === '' ? '' : pathname + search
  return host + (path.length > maxPathLength ? `${path.slice(0, maxPathLength)}…` : path)
}
