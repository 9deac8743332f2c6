import { computed } from 'vue'
import { useDialogs } from '../../stores/dialogs.ts'
import { usePreferences } from '../../stores/preferences.ts'
import { useWindowSize } from '../inbox/use-window-size.ts'

/** Beside the page where there is room and it is wanted; else a drawer. */
export function useSidebar() {
  const preferences = usePreferences()
  const dialogs = useDialogs()
  const { isWide } = useWindowSize()

  const docked = computed(() => isWide.value && preferences.sidebarShown)

  function toggle(): void {
    if (isWide.value) preferences.sidebarShown = !preferences.sidebarShown
    else dialogs.open('sidebar')
  }

  return { docked, toggle }
}
