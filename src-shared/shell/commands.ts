/**
 * Everything that can be done by a key, from the palette or from a menu: declared here once. Handlers, hints, the help
 * sheet, the palette and the desktop's menu read it. Its text is `commands.<id>`, of `go.<page>` it is `pages.<page>`.
 *
 * Keys: one stroke (`j`, `Shift+ArrowDown`, `Mod+k`; Mod is Cmd on a Mac, Ctrl elsewhere), or several after each other
 * (`g i`). The first is the one that hints show.
 */
type Declaration = {
  id: string
  group: 'move' | 'select' | 'message' | 'mailbox' | 'go' | 'window'
  keys: readonly string[]
  /** Also while text is typed. Only for strokes with Mod, which write nothing. */
  whileTyping?: true
  /** Its key says what to do, so that there is nothing to offer without one; or it is meant for a hand on the keys. */
  keyOnly?: true
}

export const commands = [
  { id: 'list.next', group: 'move', keys: ['j', 'ArrowDown'] },
  { id: 'list.previous', group: 'move', keys: ['k', 'ArrowUp'] },
  { id: 'list.open', group: 'move', keys: ['Enter'], keyOnly: true },
  { id: 'list.search', group: 'move', keys: ['/'] },
  { id: 'list.leave', group: 'move', keys: ['Escape'] },

  { id: 'list.select', group: 'select', keys: ['x'] },
  { id: 'list.extendNext', group: 'select', keys: ['Shift+j', 'Shift+ArrowDown'], keyOnly: true },
  { id: 'list.extendPrevious', group: 'select', keys: ['Shift+k', 'Shift+ArrowUp'], keyOnly: true },
  { id: 'list.selectAll', group: 'select', keys: ['Mod+a'] },

  { id: 'message.toggleUnread', group: 'message', keys: ['u'] },
  { id: 'message.togglePinned', group: 'message', keys: ['p'] },
  { id: 'message.remove', group: 'message', keys: ['Delete', '#'] },
  { id: 'message.previousTab', group: 'message', keys: ['['] },
  { id: 'message.nextTab', group: 'message', keys: [']'] },
  { id: 'message.showTab', group: 'message', keys: ['1', '2', '3', '4', '5', '6', '7', '8'], keyOnly: true },
  { id: 'message.copyAsTest', group: 'message', keys: [] },

  { id: 'mailbox.create', group: 'mailbox', keys: ['n'] },
  { id: 'mail.import', group: 'mailbox', keys: [] },
  { id: 'mail.export', group: 'mailbox', keys: [] },
  { id: 'mail.deleteAll', group: 'mailbox', keys: [] },
  { id: 'mail.pause', group: 'mailbox', keys: [] },

  { id: 'go.all', group: 'go', keys: ['g i'] },
  { id: 'go.pinned', group: 'go', keys: ['g p'] },
  { id: 'go.keys', group: 'go', keys: ['g k'] },
  { id: 'go.accounts', group: 'go', keys: ['g a'] },
  { id: 'go.domains', group: 'go', keys: ['g d'] },
  { id: 'go.usage', group: 'go', keys: ['g u'] },
  { id: 'go.activity', group: 'go', keys: ['g t'] },
  { id: 'go.webhooks', group: 'go', keys: ['g w'] },
  { id: 'go.remotes', group: 'go', keys: ['g r'] },
  { id: 'go.services', group: 'go', keys: ['g e'] },
  { id: 'go.connect', group: 'go', keys: ['g c'] },
  { id: 'go.settings', group: 'go', keys: ['g s', 'Mod+,'] },
  { id: 'go.news', group: 'go', keys: [] },

  { id: 'window.palette', group: 'window', keys: ['Mod+k'], whileTyping: true, keyOnly: true },
  { id: 'window.undo', group: 'window', keys: ['z', 'Mod+z'] },
  { id: 'window.sidebar', group: 'window', keys: ['Mod+b'], whileTyping: true },
  { id: 'window.list', group: 'window', keys: ['Mod+Shift+b'], whileTyping: true },
  { id: 'window.help', group: 'window', keys: ['?'] },
] as const satisfies readonly Declaration[]

export type CommandId = (typeof commands)[number]['id']
export type CommandGroup = Declaration['group']
/** What is known of every one of them. */
export type Command = Omit<Declaration, 'id'> & { id: CommandId }
