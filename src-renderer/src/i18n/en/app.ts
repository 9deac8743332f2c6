export const app = {
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'The clipboard was refused.',
  undo: 'Undo',
  save: 'Save',
  cancel: 'Cancel',
  close: 'Close',
  retry: 'Try again',
  loading: 'Loading…',
  failed: 'That did not work',
  notFetched: 'This part could not be fetched',
  pageNotFetched: 'The page could not be fetched',
  linkRefused: 'Only web and mail links can be opened.',
  unknownLink: 'This link names neither a mailbox nor a message of Mayfly.',
  resizeSidebar: 'Width of the sidebar',
  resizeList: 'Width of the message list',
  skipToList: 'Skip to the messages',
  skipToPage: 'Skip to the page',
  storeProblem: {
    disk_full:
      'The disk is full: new mail is refused for now. Delete mail here, or make room on the disk, and Mayfly goes on by itself.',
    read_only:
      'Nothing can be written: new mail is refused for now. Make the folder writable, and Mayfly goes on by itself.',
    io_error:
      'The disk reports errors: new mail is refused for now. Check it; Mayfly goes on as soon as it works.',
    no_memory:
      'Memory has run out: new mail is refused for now. Close other programs, and Mayfly goes on by itself.',
    restarting: 'The store is starting again after a fault. New mail is refused for a moment.',
    damaged:
      'The store is damaged. Quit Mayfly and run “mayfly recover”: it saves what can be read and keeps the damaged file.',
  },
  storeFolder: 'Data folder: {folder}',
}
