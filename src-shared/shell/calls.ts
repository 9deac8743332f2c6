import { z } from 'zod'
import { fileCalls } from './file-calls.ts'
import { updateCalls } from './updates.ts'
import { commands } from './commands.ts'
import { languages, type Language } from './languages.ts'
import { notificationCalls } from './notification-calls.ts'

/** A call of the page to the process behind it, as a value: what it takes, and what it answers. */
type Call = { input: z.ZodType; output: z.ZodType }

/** What the person chose of the desktop itself. */
const DesktopSettings = z.object({
  /** When the window is closed; on a Mac it is always put away, and nobody asked (null). */
  onClose: z.enum(['ask', 'hide', 'quit']).nullable(),
  /** Null where the system cannot be told, as when Mayfly runs from its sources. */
  startAtLogin: z.boolean().nullable(),
})
export type DesktopSettings = z.infer<typeof DesktopSettings>

const DesktopChange = z.strictObject({
  onClose: z.enum(['ask', 'hide', 'quit']).optional(),
  startAtLogin: z.boolean().optional(),
})
export type DesktopChange = z.infer<typeof DesktopChange>

const commandIds = commands.map(({ id }) => id)
const spoken = Object.keys(languages) as [Language, ...Language[]] // the names of its own fields

/**
 * All that the page can ask of the desktop, declared here once. Bridge, preload and the types of the handlers follow;
 * `serveCalls` lets nobody in but the page itself, and nothing but what is declared.
 */
export const calls = {
  /** An operation of the contract; its own input is checked by `dispatch`. */
  invoke: {
    input: z.strictObject({ operation: z.string(), input: z.unknown() }),
    output: z.unknown(),
  },
  /** Events come from now on, first of all mail that came while nobody followed. */
  follow: { input: z.undefined(), output: z.void() },
  /** Opens http, https and mailto links in the system's browser; false when the link was refused. */
  openLink: { input: z.string(), output: z.boolean() },
  /** What the page speaks, so that menus and dialogs speak it too. */
  tellLanguage: { input: z.enum(spoken), output: z.void() },
  ...fileCalls,
  ...notificationCalls,
  ...updateCalls,
  /** What the page can do at the moment, for the menus; with the first one it hears pushes. */
  tellCommands: { input: z.array(z.enum(commandIds)).max(commandIds.length), output: z.void() },
  readDesktop: { input: z.undefined(), output: DesktopSettings },
  changeDesktop: { input: DesktopChange, output: DesktopSettings },
} satisfies Record<string, Call>

export type CallName = keyof typeof calls
/** What the page gives. */
export type CallInput<N extends CallName> = z.input<(typeof calls)[N]['input']>
/** What its handler gets. */
export type CheckedInput<N extends CallName> = z.output<(typeof calls)[N]['input']>
export type CallOutput<N extends CallName> = z.output<(typeof calls)[N]['output']>
