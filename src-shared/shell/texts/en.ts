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
  remotes: 'Remote accounts',
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

export const menu = {
  about: 'About Mayfly',
  settings: 'Settings…',
  services: 'Services',
  hide: 'Hide Mayfly',
  hideOthers: 'Hide Others',
  unhide: 'Show All',
  quit: 'Quit Mayfly',
  file: 'File',
  close: 'Close Window',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  message: 'Message',
  go: 'Go',
  view: 'View',
  actualSize: 'Actual Size',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  fullScreen: 'Full Screen',
  window: 'Window',
  minimize: 'Minimize',
  zoom: 'Zoom',
  front: 'Bring All to Front',
  help: 'Help',
}

export const tray = {
  receiving: (port: number): string => `Receiving on port ${port}`,
  notReceiving: 'Not receiving mail',
  paused: 'Receiving is paused',
  unread: (count: number): string => (count === 0 ? 'No unread mail' : `${count} unread`),
  open: 'Open Mayfly',
  codes: 'Recent codes',
  copy: { smtp: 'Copy SMTP address', api: 'Copy API address' },
  pause: 'Pause receiving',
  mute: {
    begin: 'Mute notifications',
    hour: 'For an hour',
    tomorrow: 'Until tomorrow',
    end: 'Unmute notifications',
  },
}

/** Asked once, when the window is closed. */
export const closing = {
  title: 'Keep receiving mail?',
  text: 'Mayfly can go on without its window: the icon beside the clock brings it back. When it quits, no mail is taken.',
  hide: 'Keep Running',
  quit: 'Quit',
  cancel: 'Cancel',
  remember: 'Do this from now on',
}

export const crashed = {
  title: 'The window stopped working again',
  text: 'Mail is still received and nothing is lost. Load the window anew, or quit Mayfly.',
  reload: 'Load Anew',
  quit: 'Quit',
}

export const hanging = {
  title: 'The window does not respond',
  text: 'Mail is still received. Wait a little, or load the window anew.',
  wait: 'Wait',
  reload: 'Load Anew',
}

/** When the data folder cannot be used as it is. */
export const unusableStore = {
  title: 'Mayfly cannot open its mail',
  folder: 'Choose Another Folder…',
  backup: 'Open a Backup…',
  quit: 'Quit',
  chooseFolder: 'Where Mayfly keeps its mail from now on',
  chooseBackup: 'A backup to put in the place of the store',
  backups: 'Mayfly backups',
  restoreFailed: 'The backup could not be opened',
}
