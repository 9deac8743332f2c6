import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { AppError } from '#shared/api/errors.ts'
import type { Remote } from '#shared/api/remote-shapes.ts'
import { toAppError } from '../api/app-error.ts'
import { useClient } from '../api/client.ts'
import { coalesce } from './coalesce.ts'

const refreshDelayMs = 300

/** Remote accounts: what they can do, how they are, and what is left of their limits. */
export const useRemotes = defineStore('remotes', () => {
  const client = useClient()
  const items = shallowRef<Remote[]>([])
  const loaded = shallowRef(false)
  const failure = shallowRef<AppError | null>(null)

  async function load(): Promise<void> {
    try {
      items.value = (await client.call('listRemotes', {})).items
      loaded.value = true
      failure.value = null
    } catch (error) {
      failure.value = toAppError(error)
    }
  }

  const find = (id: string | null): Remote | undefined => items.value.find(remote => remote.id === id)

  /** By an answer that is newer than what is held. */
  function replace(remote: Remote): void {
    items.value = items.value.map(item => (item.id === remote.id ? remote : item))
  }

  return { items, loaded, failure, load, refresh: coalesce(load, refreshDelayMs), find, replace }
})
