import { commands as labels } from '#shared/shell/texts/en.ts'

/** Names of the commands, by their ids, and of what shows them. */
export const commands = {
  ...labels,
  groups: {
    move: 'Move',
    select: 'Select',
    message: 'Message',
    mailbox: 'Mailboxes',
    go: 'Go to',
    window: 'Window',
  },
  help: {
    title: 'Keyboard shortcuts',
    search: 'Find a command or a key',
    none: 'No command with “{text}”.',
  },
}
