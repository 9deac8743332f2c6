import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** A value of the page that is kept in its address; empty is left out. What is not on offer counts as empty. */
export function useQueryValue<T extends string>(
  name: string,
  known?: readonly T[],
): WritableComputedRef<T | ''> {
  const route = useRoute()
  const router = useRouter()
  return computed({
    get() {
      const value = route.query[name]
      const isKnown = typeof value === 'string' && (!known || known.some(one => one === value))
      return isKnown ? (value as T) : '' // it is one of `known`, or any text will do
    },
    set: value => void router.replace({ query: { ...route.query, [name]: value || undefined } }),
  })
}
