import { useElementSize, useEventListener } from '@vueuse/core'
import { computed, shallowRef, type Ref } from 'vue'

const overscanRows = 6
/** Browsers cannot lay out elements of more than about 17 million pixels; nobody scrolls further by hand. */
const maxHeightPx = 16_000_000

/**
 * The rows of a long list that are in sight, all of one height. Each row keeps its place in the page while it is in sight and
 * then becomes another one: scrolling makes and removes no elements.
 */
export function useFixedRows(scroller: Ref<HTMLElement | null>, rowPx: Ref<number>, total: Ref<number>) {
  const { height } = useElementSize(scroller)
  const top = shallowRef(0)

  useEventListener(scroller, 'scroll', () => (top.value = scroller.value?.scrollTop ?? 0), { passive: true })

  const count = computed(() => Math.min(total.value, Math.floor(maxHeightPx / rowPx.value)))
  const first = computed(() => Math.min(Math.floor(top.value / rowPx.value), Math.max(0, count.value - 1)))
  const last = computed(
    () => Math.min(count.value, first.value + Math.ceil(height.value / rowPx.value) + 1) - 1,
  )
  const rows = computed(() => {
    const slots = Math.ceil(height.value / rowPx.value) + 1 + 2 * overscanRows
    const from = Math.max(0, first.value - overscanRows)
    const length = Math.max(0, Math.min(slots, count.value - from))
    return Array.from({ length }, (_, at) => ({ index: from + at, slot: (from + at) % slots }))
  })

  function scrollToTop(px: number): void {
    scroller.value?.scrollTo({ top: px })
    top.value = scroller.value?.scrollTop ?? 0
  }

  /** As little as it takes to have the row wholly in sight. */
  function reveal(index: number): void {
    const [start, end] = [index * rowPx.value, (index + 1) * rowPx.value]
    if (start < top.value) scrollToTop(start)
    else if (end > top.value + height.value) scrollToTop(end - height.value)
  }

  /** The row at a height of the window; the nearest one, above and below the list. */
  function rowAt(clientY: number): number {
    const edge = scroller.value?.getBoundingClientRect().top ?? 0
    const row = Math.floor((clientY - edge + top.value) / rowPx.value)
    return Math.max(0, Math.min(count.value - 1, row))
  }

  return { top, height, count, first, last, rows, scrollToTop, reveal, rowAt }
}
