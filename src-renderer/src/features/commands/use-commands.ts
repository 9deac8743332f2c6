import { onScopeDispose } from 'vue'
import { useCommandRegistry, type CommandHandlers } from './command-registry.ts'

/** Answers for commands while the calling component lives: by their keys, from the palette and from menus. */
export function useCommands(handlers: CommandHandlers): void {
  onScopeDispose(useCommandRegistry().add(handlers))
}
