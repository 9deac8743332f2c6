export const dialogs = {
  newMailbox: {
    title: 'New mailbox',
    text: 'An address of your own choice. Leave it empty for a random one.',
    localPart: 'Address',
    localPartHint: 'random',
    domain: 'Domain',
    tag: 'Tag',
    tagHint: 'optional, to find it again',
    create: 'Create',
    created: '{address} is ready',
  },
  lifetime: {
    title: 'How long shall it live?',
    text: 'Counted from now. When its time is over, {address} takes no more mail.',
    label: 'Lifetime',
    recoverable: 'Then keep it, with its mail, in the archive',
    save: 'Save',
    choices: {
      never: 'Until I delete it',
      minutes10: '10 minutes',
      hour: 'One hour',
      day: 'One day',
      week: 'One week',
      month: '30 days',
    },
  },
  deleteMailbox: {
    title: 'Delete this mailbox?',
    text: '{address} and its {count} messages are deleted. This cannot be undone. | {address} and its {count} message are deleted. This cannot be undone. | {address} and its {count} messages are deleted. This cannot be undone.',
    confirm: 'Delete mailbox',
    done: 'Mailbox deleted',
  },
  copyAsTest: {
    title: 'Copy as test',
    text: 'Waits for this message, up to 30 seconds, and stops the moment it is there.',
    languages: 'Language',
  },
}
