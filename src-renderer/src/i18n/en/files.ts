/** Files that leave the window of the desktop app. */
export const files = {
  saved: 'Saved {name}',
  savedAll: 'Saved {n} file | Saved {n} files',
  reveal: 'Show in folder',
  notKnown: 'The file is no longer known here.',
  notSaved: '{name} could not be saved.',
  notOpened: '{name}: {why}',
  pdf: 'Save as PDF…',
  asPicture: 'Save or copy as picture…',
  picture: {
    title: 'Picture of the message',
    text: 'As its preview shows it, without what would come from the network.',
    widthLabel: 'As wide as on',
    widths: { phone: 'Phone, {px} px', tablet: 'Tablet, {px} px', desktop: 'Desktop, {px} px' },
    copy: 'Copy',
    save: 'Save…',
    copied: 'Picture copied',
    copiedCut: 'Picture copied; the message is longer than a picture can be, so its end is missing',
    savedCut: 'Saved {name}; the message is longer than a picture can be, so its end is missing',
  },
}
