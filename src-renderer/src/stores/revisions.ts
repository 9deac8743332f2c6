import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { StoreEvent } from '#shared/api/events.ts'

/** What the server said last, mostly as numbers that grow when something has changed: a page watches those of what it shows. */
export const useRevisions = defineStore('revisions', () => {
  const keys = shallowRef(0)
  /** What accounts have left of their plans. */
  const limits = shallowRef(0)
  /** SMTP sessions that began, went on or ended. */
  const sessions = shallowRef(0)
  /** The stream was lost and is there again: anything may have happened. */
  const stream = shallowRef(0)

  /** The last mail that came, as the server told it. */
  const received = shallowRef<Extract<StoreEvent, { type: 'message.received' }> | null>(null)

  return { received, keys, limits, sessions, stream }
})
