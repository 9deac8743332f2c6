import { unrefElement, useEventListener, useResizeObserver, type MaybeComputedElementRef } from '@vueuse/core'
import { computed, shallowReactive } from 'vue'

/** At which ends of what scrolls sideways there is more, for a fade that says so; in either direction of writing. */
export function useHiddenEdges(scroller: MaybeComputedElementRef) {
  const edges = shallowReactive({ start: false, end: false })
  const element = computed(() => unrefElement(scroller))

  function measure(): void {
    if (!element.value) return
    const { scrollLeft, scrollWidth, clientWidth } = element.value
    // From right to left it counts down from zero. Half a pixel is no letter.
    const passed = Math.abs(scrollLeft)
    edges.start = passed > 1
    edges.end = scrollWidth - clientWidth - passed > 1
  }

  useResizeObserver(element, measure)
  useEventListener(element, 'scroll', measure, { passive: true })
  return edges
}
