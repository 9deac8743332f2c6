import { createSharedComposable, useMediaQuery, useWindowSize as useSize } from '@vueuse/core'

/** Phone: one pane at a time, `max-md` in the styles. Not wide: the sidebar is a drawer. */
export const useWindowSize = createSharedComposable(() => ({
  isPhone: useMediaQuery('(width < 48rem)'),
  isWide: useMediaQuery('(width >= 60rem)'),
  width: useSize().width,
}))
