import { computed, shallowRef, type Ref } from 'vue'

/** Holds a live list still, so that it can be read while more comes in. */
export function useHalt<T>(list: { items: Readonly<Ref<T[]>>; total: Readonly<Ref<number>> }) {
  const held = shallowRef<{ items: T[]; total: number } | null>(null)

  function resume(): void {
    held.value = null
  }

  function toggle(): void {
    held.value = held.value ? null : { items: list.items.value, total: list.total.value }
  }

  return {
    isHalted: computed(() => held.value !== null),
    shown: computed(() => held.value?.items ?? list.items.value),
    total: computed(() => held.value?.total ?? list.total.value),
    /** How many came since. */
    missed: computed(() => (held.value ? Math.max(0, list.total.value - held.value.total) : 0)),
    toggle,
    resume,
  }
}
