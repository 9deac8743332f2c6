import type { Command, CommandId } from './commands.ts'

/** How long the next stroke of `g i` is waited for. */
export const sequenceMs = 2000

/** What a keyboard event tells; `timeStamp` in milliseconds of any one clock. */
export type Press = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'timeStamp'
>

/** The beginning of a sequence, and when it was pressed. */
export type Pending = { strokes: string; at: number } | null

const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock'])
const ofCodes: Record<string, string> = { BracketLeft: '[', BracketRight: ']' }

/** `j`, `Shift+ArrowDown`, `Mod+k`; null for what is nobody's: a modifier alone, or Alt. */
export function strokeOf(press: Press): string | null {
  if (modifiers.has(press.key) || press.altKey) return null
  const key = latin(press)
  // The shift is already in `?` and `#`.
  const withShift = press.shiftKey && (key.length > 1 || /^[a-z]$/.test(key))
  return `${press.ctrlKey || press.metaKey ? 'Mod+' : ''}${withShift ? 'Shift+' : ''}${key}`
}

/** Russian, Greek, Hebrew ... keyboards have the same keys in the same places. */
function latin({ key, code }: Press): string {
  if (key.length > 1 || key.charCodeAt(0) < 128) return key.length === 1 ? key.toLowerCase() : key
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? ofCodes[code] ?? key
}

/** Which of the offered commands a stroke means, after what was pressed before it; or what is waited for. */
export function matchStroke(
  stroke: string,
  at: number,
  pending: Pending,
  offered: readonly Command[],
): { id: CommandId | null; pending: Pending } {
  const begun = pending && at - pending.at <= sequenceMs ? `${pending.strokes} ` : ''
  const strokes = begun + stroke
  const command = offered.find(({ keys }) => keys.includes(strokes))
  if (command) return { id: command.id, pending: null }
  const isBeginning = offered.some(({ keys }) => keys.some(key => key.startsWith(`${strokes} `)))
  return { id: null, pending: isBeginning ? { strokes, at } : null }
}
