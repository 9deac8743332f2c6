import { commandOf, type CommandId } from './commands.ts'

const isMac = /^(Mac|iP)/.test(navigator.platform)

const symbols: Record<string, string> = {
  Mod: isMac ? '⌘' : 'Ctrl',
  Shift: '⇧',
  ArrowDown: '↓',
  ArrowUp: '↑',
  Enter: '↵',
  Escape: 'Esc',
  Delete: 'Del',
}

/** What is printed on the keys: `Mod+k` is `Ctrl+K`, or `⌘K` on a Mac; `g i` is `G I`. */
export function keyLabel(key: string): string {
  return strokeLabels(key).join(' ')
}

/** One for each stroke of a sequence. */
export function strokeLabels(key: string): string[] {
  return key.split(' ').map(stroke =>
    stroke
      .split('+')
      .map(part => symbols[part] ?? (/^[a-z]$/.test(part) ? part.toUpperCase() : part))
      .reduce((label, part) => (label.length > 1 ? `${label}+${part}` : label + part)),
  )
}

/** The first key of a command, for tooltips. */
export function keyHint(id: CommandId): string | undefined {
  const [key] = commandOf(id).keys
  return key && keyLabel(key)
}
