const name = 'Mayfly'

/** The tab's title and icon carry the unread count; the title also the page, where it is not the mail. */
export function showUnreadInTitle(count: number, page: string): void {
  document.title = titleOf(count, page)
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  icon?.setAttribute('href', count > 0 ? '/favicon-unread.svg' : '/favicon.svg')
}

/** "(221) Keys · Mayfly" */
export function titleOf(count: number, page: string): string {
  const unread = count > 0 ? `(${count > 999 ? '999+' : count}) ` : ''
  return unread + (page === '' ? name : `${page} · ${name}`)
}
