import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { LocationQueryRaw } from 'vue-router'

/**
 * Whose mail the window shows: a remote account by its id, or null for this computer. Lists follow the address of the
 * window (`features/sources/use-source-route.ts`); pages without a list leave it as it was.
 */
export const useSource = defineStore('source', () => {
  const remote = shallowRef<string | null>(null)
  /** For links that stay at the source. */
  const query = computed<LocationQueryRaw>(() => (remote.value === null ? {} : { remote: remote.value }))
  return { remote, query }
})
