import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { AppError } from '#shared/api/errors.ts'
import type { MessageDetail, MessageSummary } from '#shared/api/message-shapes.ts'
import { toAppError } from '../api/app-error.ts'
import { useClient } from '../api/client.ts'

/** The open message. The one before stays in sight until the next has come, so that stepping through mail does not flicker. */
export const useReader = defineStore('reader', () => {
  const client = useClient()
  const message = shallowRef<MessageDetail | null>(null)
  const state = shallowRef<'closed' | 'loading' | 'ready' | 'gone' | 'failed'>('closed')
  const failure = shallowRef<AppError | null>(null)
  let wanted: string | null = null

  /** True when this message is now open; false when another one was asked for meanwhile or it cannot be had. */
  async function open(id: string): Promise<boolean> {
    wanted = id
    state.value = 'loading'
    return fetchWanted(id)
  }

  async function fetchWanted(id: string): Promise<boolean> {
    try {
      const detail = await client.call('getMessage', { id })
      if (wanted !== id) return false
      message.value = detail
      state.value = 'ready'
      return true
    } catch (error) {
      if (wanted === id) fail(toAppError(error))
      return false
    }
  }

  function fail(error: AppError): void {
    failure.value = error
    if (error.code === 'not_found') state.value = 'gone'
    else state.value = message.value?.id === wanted ? 'ready' : 'failed' // what is held stays in sight
  }

  function close(): void {
    wanted = null
    message.value = null
    state.value = 'closed'
  }

  /** Asks again for what is open: after events that name it, or that name nothing. */
  async function revalidate(): Promise<void> {
    if (wanted && state.value !== 'loading') await fetchWanted(wanted)
  }

  function markGone(ids: string[]): void {
    if (wanted && ids.includes(wanted)) state.value = 'gone'
  }

  function replace(changed: MessageSummary): void {
    if (message.value?.id === changed.id) message.value = { ...message.value, ...changed }
  }

  return { message, state, failure, open, close, revalidate, markGone, replace }
})
