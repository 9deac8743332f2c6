import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Info } from '#shared/api/system.ts'
import { useClient } from '../api/client.ts'
import { coalesce } from './coalesce.ts'

const refreshDelayMs = 300

/** Whether events flow, and what the server says about itself. */
export const useConnection = defineStore('connection', () => {
  const client = useClient()
  const info = shallowRef<Info | null>(null)
  const state = shallowRef<'connecting' | 'live' | 'offline'>('connecting')

  const refreshInfo = coalesce(async () => {
    info.value = await client.call('getInfo', {})
  }, refreshDelayMs)

  function setLive(live: boolean): void {
    state.value = live ? 'live' : 'offline'
  }

  const unreadCount = computed(() => info.value?.unreadCount ?? 0)

  return { info, state, unreadCount, refreshInfo, setLive }
})
