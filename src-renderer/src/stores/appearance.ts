import { usePreferredDark, useStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, watchEffect } from 'vue'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const useAppearance = defineStore('appearance', () => {
  /** Read before the first paint by public/theme.js. */
  const theme = useStorage<Theme>('mayfly.theme', 'system')
  const systemIsDark = usePreferredDark()
  const isDark = computed(() => (theme.value === 'system' ? systemIsDark.value : theme.value === 'dark'))

  watchEffect(() => {
    document.documentElement.dataset.theme = theme.value
  })

  return { theme, isDark }
})
