export const settings = {
  title: 'Settings',
  save: 'Save',
  saved: 'Settings saved',
  mail: {
    domain: 'Domain of new mailboxes',
    unknown: 'Mail to an address without a mailbox',
    unknownChoices: { capture: 'Makes the mailbox', reject: 'Is refused' },
    maxMessages: 'Messages kept',
    maxAgeDays: 'Days kept',
    retention: 'The oldest go first, pinned ones never. 0 is no limit.',
  },
  password: {
    title: 'Password of the owner',
    text: 'Needed before Mayfly may be reached from other machines: whoever knows it can do everything here.',
    isSet: 'A new one signs out every other browser.',
    current: 'Present password',
    new: 'New password',
    set: 'Set password',
    change: 'Change password',
    done: 'Password set',
    changed: 'Password changed',
  },
}
