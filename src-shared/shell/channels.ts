/** What the window and its process call each other by; the preload knows the same names. */
export const channels = {
  invoke: 'mayfly:invoke',
  follow: 'mayfly:follow',
  event: 'mayfly:event',
  openLink: 'mayfly:open-link',
  setUnreadBadge: 'mayfly:set-unread-badge',
} as const
