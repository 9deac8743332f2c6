const name = 'Mayfly'

/** The tab's title and icon carry the unread count. */
export function showUnreadInTitle(count: number): void {
  document.title = count > 0 ? `(${count > 999 ? '999+' : count}) ${name}` : name
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  icon?.setAttribute('href', count > 0 ? '/favicon-unread.svg' : '/favicon.svg')
}
