import type { CommandId } from '#shared/shell/commands.ts'
import type { ShellTexts } from '#shared/shell/texts/texts.ts'

/** A command by its name: `go.<page>` by the page's. */
export function labelOf(id: CommandId, { commands, pages }: ShellTexts): string {
  const [group = '', name = ''] = id.split('.')
  const texts: Record<string, Record<string, string>> = { ...commands, go: pages }
  return texts[group]?.[name] ?? id
}
