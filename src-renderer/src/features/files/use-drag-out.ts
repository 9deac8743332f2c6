import { useEventListener } from '@vueuse/core'
import type { DraggedItem } from '#shared/shell/file-calls.ts'
import { toAppError } from '../../api/app-error.ts'
import { useShell } from '../../shell/shell.ts'
import { useImportFiles } from '../../stores/import-files.ts'
import { useNotices } from '../../stores/notices.ts'

/** Drags what is in the store out of the window as files, where the shell can. */
export function useDragOut() {
  const { files } = useShell()
  const notices = useNotices()
  const imports = useImportFiles()

  // While the system drags the page hears of no pointer; the next move says that it is over.
  useEventListener(window, 'pointermove', () => (imports.ownDrag = false), { passive: true })

  function dragOut(event: DragEvent, items: DraggedItem[]): void {
    if (!files || items.length === 0) return
    event.preventDefault()
    imports.ownDrag = true
    files.dragOut(items).catch((error: unknown) => {
      imports.ownDrag = false
      notices.add(toAppError(error).message, 'problem')
    })
  }

  return { canDrag: files !== null, dragOut }
}
