import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** Numbers that grow when the server says that something has changed: a page watches those of what it shows. */
export const useRevisions = defineStore('revisions', () => {
  const keys = shallowRef(0)
  /** What accounts have left of their plans. */
  const limits = shallowRef(0)
  /** SMTP sessions that began, went on or ended. */
  const sessions = shallowRef(0)
  /** The stream was lost and is there again: anything may have happened. */
  const stream = shallowRef(0)

  return { keys, limits, sessions, stream }
})
