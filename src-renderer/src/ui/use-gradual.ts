import { computed, shallowRef, watch, type Ref } from 'vue'
import { whenIdle } from '../shell/when-idle.ts'

/** More than a large screen shows of a list, and soon drawn. */
const stepCount = 40

/**
 * A list that is drawn a part at a time, each once the page has nothing else to do: what is in sight does not wait for what
 * is not. All of it comes to be there, for the keyboard and for the search of the browser.
 */
export function useGradual<T>(all: () => readonly T[], soon = whenIdle): Readonly<Ref<readonly T[]>> {
  const count = shallowRef(stepCount)

  watch(
    [() => all().length, count],
    ([wanted, drawn], _, onCleanup) => {
      if (drawn < wanted) onCleanup(soon(() => (count.value += stepCount)))
    },
    { immediate: true },
  )
  return computed(() => all().slice(0, count.value))
}
