import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { NamedFile } from '../api/upload-files.ts'

/** Files that were chosen or dropped and are to be imported, wherever that happened. */
export const useImportFiles = defineStore('import-files', () => {
  const files = shallowRef<readonly NamedFile[]>([])
  /** What is dragged over the window came out of it: it is no mail to import. */
  const ownDrag = shallowRef(false)
  return { files, ownDrag }
})
