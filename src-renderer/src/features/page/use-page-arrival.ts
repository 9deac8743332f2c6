import { nextTick, onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'

const headingId = 'page-heading'

/** Who goes to another page by keyboard is at its beginning, and hears what it is called. */
export function usePageArrival(): void {
  const stop = useRouter().afterEach(async (to, from) => {
    if (from.name === undefined || to.name === from.name) return
    await nextTick()
    focusPageHeading()
  })
  onScopeDispose(stop)
}

export function focusPageHeading(): void {
  document.getElementById(headingId)?.focus()
}
