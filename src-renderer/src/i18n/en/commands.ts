/** Names of the commands, by their ids, and of what shows them. */
export const commands = {
  groups: {
    move: 'Move',
    select: 'Select',
    message: 'Message',
    mailbox: 'Mailboxes',
    go: 'Go to',
    window: 'Window',
  },
  list: {
    next: 'Next message',
    previous: 'Previous message',
    open: 'Open the message',
    search: 'Search',
    leave: 'Close the message',
    select: 'Select the message',
    extendNext: 'Select the next one too',
    extendPrevious: 'Select the previous one too',
    selectAll: 'Select all',
  },
  message: {
    toggleUnread: 'Mark as read or unread',
    togglePinned: 'Pin or unpin',
    remove: 'Delete',
    previousTab: 'Previous view of the message',
    nextTab: 'Next view of the message',
    showTab: 'View by its number',
    copyAsTest: 'Copy as test',
  },
  mailbox: { create: 'New mailbox' },
  mail: { import: 'Import mail', export: 'Export mail', deleteAll: 'Delete all mail' },
  window: {
    palette: 'All commands',
    undo: 'Undo',
    sidebar: 'Show or hide the sidebar',
    help: 'Keyboard shortcuts',
  },
  help: {
    title: 'Keyboard shortcuts',
    search: 'Find a command or a key',
    none: 'No command with “{text}”.',
  },
}
