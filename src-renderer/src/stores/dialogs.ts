import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export type DialogName =
  | 'new-mailbox'
  | 'mailbox-lifetime'
  | 'delete-mailbox'
  | 'help'
  | 'palette'
  | 'copy-as-test'
  | 'tag-messages'
  | 'save-search'
  | 'import'
  | 'export'
  | 'delete-all'
  | 'job'
  | 'sidebar'

/** At most one dialog is open. While one is, the window's own keys rest. */
export const useDialogs = defineStore('dialogs', () => {
  const current = shallowRef<DialogName | null>(null)
  const subject = shallowRef<string | null>(null)

  /** `about`: the address of the mailbox or the id of the saved search that it is about, when it is not what is shown. */
  function open(name: DialogName, about: string | null = null): void {
    current.value = name
    subject.value = about
  }

  function close(): void {
    current.value = null
  }

  return { current, subject, open, close }
})
