import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Job } from '#shared/api/jobs.ts'
import { useClient } from '../api/client.ts'
import { coalesce } from './coalesce.ts'

/** Progress is looked at several times a second, and less often when it goes on for long. */
const refreshMs = 250

/** Long work on the server: what runs, whoever began it, and what has finished lately. */
export const useJobs = defineStore('jobs', () => {
  const client = useClient()
  const items = shallowRef<readonly Job[]>([])
  /** Those that were running when it was last asked, and are not any more. */
  const ended = shallowRef<readonly Job[]>([])
  /** Done when the page came: of them it says nothing. */
  let known: Set<string> | undefined

  async function load(): Promise<void> {
    const { items: now } = await client.call('listJobs', {})
    const over = now.filter(({ state }) => state !== 'running')
    const news = known ? over.filter(({ id }) => !known!.has(id)) : []
    known = new Set(over.map(({ id }) => id))
    items.value = now
    if (news.length > 0) ended.value = news
  }

  const running = computed(() => items.value.filter(({ state }) => state === 'running'))
  const find = (id: string): Job | undefined => items.value.find(job => job.id === id)

  /** Cancels one that runs, forgets one that has finished. */
  async function end(id: string): Promise<void> {
    await client.call('endJob', { id })
    await load()
  }

  return { items, running, ended, find, end, load, refresh: coalesce(load, refreshMs) }
})
