import { computed } from 'vue'
import { useAppearance } from '../../stores/appearance.ts'

/** Three lines, or two: the styles of a row say the same. */
const heightPx = { comfortable: 76, compact: 52 } as const

export function useRowHeight() {
  const appearance = useAppearance()
  return computed(() => heightPx[appearance.density])
}
