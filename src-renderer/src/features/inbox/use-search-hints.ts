import { computed, shallowRef, useId, watch, type Ref } from 'vue'
import type { SearchOperator } from '#shared/search/operators.ts'
import { applyHint, searchHints } from './search-hints.ts'

/** The operators that are offered under the search field; none is chosen until an arrow key chooses it. */
export function useSearchHints(text: Ref<string>, onApply: () => void) {
  const id = useId()
  const focused = shallowRef(false)
  const active = shallowRef(-1)
  const hints = computed(() => (focused.value ? searchHints(text.value) : []))
  const activeId = computed(() => (active.value >= 0 ? `${id}-${active.value}` : undefined))

  watch(hints, () => (active.value = -1))

  function apply(hint: SearchOperator): void {
    text.value = applyHint(text.value, hint)
    onApply()
  }

  /** True when the key was for the hints. */
  function move(by: 1 | -1): boolean {
    if (hints.value.length === 0) return false
    active.value = Math.max(-1, Math.min(hints.value.length - 1, active.value + by))
    return true
  }

  function applyActive(): boolean {
    const hint = hints.value[active.value]
    if (hint) apply(hint)
    return hint !== undefined
  }

  return { id, focused, active, activeId, hints, apply, applyActive, move }
}
