import { computed, onScopeDispose, watch } from 'vue'
import { useShell } from '../../shell/shell.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { useCommandRegistry } from './command-registry.ts'

/** Commands of the desktop's menus and tray: told which there are, and done. Once in a window. */
export function useMenuCommands(): void {
  const shell = useShell()
  const registry = useCommandRegistry()
  const dialogs = useDialogs()

  /** A dialog that is open is finished first, as with keys. */
  const available = computed(() =>
    dialogs.current === null ? registry.offered.map(({ id }) => id).filter(registry.isEnabled) : [],
  )

  onScopeDispose(shell.on('command', id => void (dialogs.current === null && registry.run(id))))
  watch(available, ids => shell.tellCommands(ids), { immediate: true })
}
