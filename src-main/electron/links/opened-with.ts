/** What a start is asked to do beside starting. The rest of the arguments are options, which config reads. */
export type OpenedWith = {
  links: string[]
  files: string[]
  /** Started by the system at login: the tray shows that it is there. */
  hidden: boolean
  newMailbox: boolean
  rest: string[]
}

export const hiddenSwitch = '--hidden'
export const newMailboxSwitch = '--new-mailbox'

/** More at once is somebody's mistake. */
const maxOpened = 100

/** `args` are those that are meant for Mayfly (`appArguments`). Links and files come last, as the system adds them. */
export function readOpenedWith(args: readonly string[]): OpenedWith {
  const links: string[] = []
  const files: string[] = []
  const rest: string[] = []
  for (const argument of args) {
    if (/^mayfly:/i.test(argument)) links.push(argument)
    else if (/^[^-].*\.eml$/is.test(argument)) files.push(argument)
    else if (argument !== hiddenSwitch && argument !== newMailboxSwitch) rest.push(argument)
  }
  return {
    links: links.slice(0, maxOpened),
    files: files.slice(0, maxOpened),
    hidden: args.includes(hiddenSwitch),
    newMailbox: args.includes(newMailboxSwitch),
    rest,
  }
}
