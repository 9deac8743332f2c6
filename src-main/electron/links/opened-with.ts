import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** What a start is asked to do beside starting. The rest of the arguments are options, which config reads. */
export const OpenedWith = z.object({
  links: z.array(z.string()),
  /** Whole paths. */
  files: z.array(z.string()),
  /** Started by the system at login: the tray shows that it is there. */
  hidden: z.boolean(),
  newMailbox: z.boolean(),
  rest: z.array(z.string()),
})
export type OpenedWith = z.infer<typeof OpenedWith>

export const hiddenSwitch = '--hidden'
export const newMailboxSwitch = '--new-mailbox'

/** More at once is somebody's mistake. */
const maxOpened = 100

/** `args` are those that are meant for Mayfly (`appArguments`), `folder` is where they were given. */
export function readOpenedWith(args: readonly string[], folder: string): OpenedWith {
  const links: string[] = []
  const files: string[] = []
  const rest: string[] = []
  for (const argument of args) {
    if (/^mayfly:/i.test(argument)) links.push(argument)
    else if (/^[^-].*\.eml$/is.test(argument)) files.push(toPath(argument, folder))
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

/** A Linux desktop hands over addresses (`%U`), a person at a terminal what is short to type. */
function toPath(argument: string, folder: string): string {
  try {
    return /^file:/i.test(argument) ? fileURLToPath(argument) : resolve(folder, argument)
  } catch {
    // Of another machine: whoever opens it says that it is not there.
    return argument
  }
}
