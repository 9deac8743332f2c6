import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Info } from '#shared/api/system.ts'
import { useClient } from '../api/client.ts'
import { coalesce } from './coalesce.ts'
import { useRemovals } from './removals.ts'

const refreshDelayMs = 300

/** Whether events flow, and what the server says about itself. */
export const useConnection = defineStore('connection', () => {
  const client = useClient()
  const removals = useRemovals()
  const info = shallowRef<Info | null>(null)
  const state = shallowRef<'connecting' | 'live' | 'offline'>('connecting')

  const refreshInfo = coalesce(async () => {
    info.value = await client.call('getInfo', {})
  }, refreshDelayMs)

  function setLive(live: boolean): void {
    state.value = live ? 'live' : 'offline'
  }

  /** Without what is about to be deleted. */
  const unreadCount = computed(() =>
    Math.max(0, (info.value?.unreadCount ?? 0) - removals.hiddenUnread(null)),
  )

  return { info, state, unreadCount, refreshInfo, setLive }
})
