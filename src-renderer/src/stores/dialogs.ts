import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export type DialogName =
  | 'new-mailbox'
  | 'mailbox-lifetime'
  | 'delete-mailbox'
  | 'settings'
  | 'help'
  | 'palette'
  | 'copy-as-test'
  | 'sidebar'

/** At most one dialog is open. While one is, the window's own keys rest. */
export const useDialogs = defineStore('dialogs', () => {
  const current = shallowRef<DialogName | null>(null)

  function open(name: DialogName): void {
    current.value = name
  }

  function close(): void {
    current.value = null
  }

  return { current, open, close }
})
