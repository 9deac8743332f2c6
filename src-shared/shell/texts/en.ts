/** Names of the commands, by their ids. The page, the palette and the menus say them alike. */
export const commands = {
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
  mail: {
    import: 'Import mail',
    export: 'Export mail',
    deleteAll: 'Delete all mail',
    pause: 'Pause or resume receiving',
  },
  window: {
    palette: 'All commands',
    undo: 'Undo',
    sidebar: 'Show or hide the sidebar',
    list: 'Show or hide the list beside a message',
    help: 'Keyboard shortcuts',
  },
}

/** Names of the places that one can go to, by their routes: those of the commands `go.<route>`. */
export const pages = {
  all: 'All mail',
  pinned: 'Pinned',
  keys: 'Keys',
  accounts: 'Accounts and plans',
  domains: 'Domains',
  usage: 'Usage',
  activity: 'Activity',
  webhooks: 'Webhooks',
  services: 'Emulated services',
  connect: 'Connect your app',
  settings: 'Settings',
  news: "What's new",
}

/** What stands on the paper above a message. */
export const print = {
  from: 'From',
  to: 'To',
  cc: 'Copy',
  date: 'Date',
  noSubject: '(no subject)',
}

/** What the system shows of new mail. Numbers are put in where it says so. */
export const notifications = {
  code: (code: string) => `Code ${code}`,
  copy: 'Copy the code',
  many: (n: number) => (n === 1 ? '1 new mail' : `${n.toLocaleString('en')} new mails`),
}

export const files = { pdf: 'PDF', picture: 'Picture' }
