import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Call } from '#shared/api/contract.ts'

type Filters = Pick<Call<'listMessages'>, 'mailbox' | 'q' | 'unread' | 'hasAttachment'>

/** What is to be exported: some messages, or all that a list shows. */
export type ExportChoice = { ids: readonly string[] } | { filters: Filters }

export const useExportChoice = defineStore('export-choice', () => {
  const choice = shallowRef<ExportChoice>({ filters: {} })
  /** How many messages that are; null when nobody has counted. */
  const count = shallowRef<number | null>(null)
  return { choice, count }
})
