import { shallowRef, watch, type Ref } from 'vue'

/** True once `source` has been true for a while: quick answers never flash a skeleton. */
export function useDelayedFlag(source: () => boolean, delayMs = 150): Readonly<Ref<boolean>> {
  const shown = shallowRef(false)
  watch(
    source,
    (on, _, onCleanup) => {
      if (!on) {
        shown.value = false
        return
      }
      const timer = setTimeout(() => (shown.value = true), delayMs)
      onCleanup(() => clearTimeout(timer))
    },
    { immediate: true },
  )
  return shown
}
