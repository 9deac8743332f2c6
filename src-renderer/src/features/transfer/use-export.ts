import { exportPath } from '#shared/api/links.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { useExportChoice, type ExportChoice } from '../../stores/export-choice.ts'

export type ExportFormat = 'mbox' | 'zip'

/** Asks how, then downloads. */
export function useExport() {
  const dialogs = useDialogs()
  const store = useExportChoice()

  return function ask(choice: ExportChoice, count: number | null = null): void {
    store.choice = choice
    store.count = count
    dialogs.open('export')
  }
}

/** Where the file is had. */
export function exportUrl(choice: ExportChoice, format: ExportFormat): string {
  const asked = 'ids' in choice ? { ids: choice.ids.join(',') } : choice.filters
  const given = Object.entries(asked).filter(([, value]) => value !== undefined)
  return `${exportPath}?${new URLSearchParams([['format', format], ...given.map(([key, value]) => [key, String(value)] as [string, string])])}`
}
