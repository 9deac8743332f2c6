import { commands, type Command, type CommandGroup, type CommandId } from '#shared/shell/commands.ts'

export type { Command, CommandGroup, CommandId }

/** All of the window, in the order of their declaration in `#shared/shell/commands.ts`. */
export const allCommands: readonly Command[] = commands

export const commandGroups: readonly CommandGroup[] = ['move', 'select', 'message', 'mailbox', 'go', 'window']

const byId = new Map(allCommands.map(command => [command.id, command]))

export function commandOf(id: CommandId): Command {
  return byId.get(id)! // the type is made of the same list
}

/** Key of the text that names it. Going to a page has the page's own name. */
export function textKeyOf(id: CommandId): string {
  return id.startsWith('go.') ? `pages.${id.slice('go.'.length)}` : `commands.${id}`
}
