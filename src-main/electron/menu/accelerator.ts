import type { Command } from '#shared/shell/commands.ts'

/** Edit's own items have them, in every text field. */
const takenByEdit = new Set(['Mod+a', 'Mod+z'])

/**
 * The key that a menu shows for a command, in Electron's words. Only strokes with Mod: a menu would take a plain letter
 * away from whoever types it.
 */
export function acceleratorOf({ keys }: Pick<Command, 'keys'>): string | undefined {
  const key = keys.find(one => one.startsWith('Mod+') && !one.includes(' ') && !takenByEdit.has(one))
  return key
    ?.split('+')
    .map(part => words[part] ?? part.toUpperCase())
    .join('+')
}

const words: Record<string, string> = { Mod: 'CommandOrControl', Shift: 'Shift' }
