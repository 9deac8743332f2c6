import { createSharedComposable, useMediaQuery } from '@vueuse/core'

/** Phone: one pane at a time. Below `wide` the sidebar is a drawer. The phone is `max-md` in the styles. */
export const useWindowSize = createSharedComposable(() => ({
  isPhone: useMediaQuery('(width < 48rem)'),
  isWide: useMediaQuery('(width >= 60rem)'),
}))
