/** Every key of the window. The handlers, the help sheet and the hints in tooltips all read this. */
export const shortcuts = [
  { action: 'next', group: 'move', keys: ['j', 'ArrowDown'] },
  { action: 'previous', group: 'move', keys: ['k', 'ArrowUp'] },
  { action: 'open', group: 'move', keys: ['Enter'] },
  { action: 'search', group: 'move', keys: ['/'] },
  { action: 'escape', group: 'move', keys: ['Escape'] },
  { action: 'toggleUnread', group: 'message', keys: ['u'] },
  { action: 'togglePinned', group: 'message', keys: ['p'] },
  { action: 'remove', group: 'message', keys: ['Delete', '#'] },
  { action: 'newMailbox', group: 'window', keys: ['n'] },
  { action: 'help', group: 'window', keys: ['?'] },
] as const

export type Shortcut = (typeof shortcuts)[number]
export type ShortcutAction = Shortcut['action']

const symbols: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  Enter: '↵',
  Escape: 'Esc',
  Delete: 'Del',
}

export function keyLabel(key: string): string {
  return symbols[key] ?? (/^[a-z]$/.test(key) ? key.toUpperCase() : key)
}

/** The first key of an action, for tooltips. */
export function keyHint(action: ShortcutAction): string {
  const shortcut = shortcuts.find(candidate => candidate.action === action)
  return keyLabel(shortcut?.keys[0] ?? '')
}
