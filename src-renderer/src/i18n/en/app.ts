export const app = {
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'The clipboard was refused.',
  cancel: 'Cancel',
  close: 'Close',
  retry: 'Try again',
  loading: 'Loading…',
  failed: 'That did not work',
  linkRefused: 'Only web and mail links can be opened.',
  resizeSidebar: 'Width of the sidebar',
  resizeList: 'Width of the message list',
  skipToList: 'Skip to the messages',
}
