import { usePreferredDark, useStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, watchEffect } from 'vue'
import type { LanguageChoice } from '#shared/shell/languages.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
export const densities = ['comfortable', 'compact'] as const
export type Density = (typeof densities)[number]

export const useAppearance = defineStore('appearance', () => {
  /** Read before the first paint by public/theme.js. */
  const theme = useStorage<Theme>('mayfly.theme', 'system')
  /** `main.ts` sees to it that the texts follow. */
  const language = useStorage<LanguageChoice>('mayfly.language', 'system')
  /** Rows and pages that are closer have `compact:` classes. */
  const density = useStorage<Density>('mayfly.density', 'comfortable')
  const systemIsDark = usePreferredDark()
  const isDark = computed(() => (theme.value === 'system' ? systemIsDark.value : theme.value === 'dark'))

  watchEffect(() => {
    document.documentElement.dataset.theme = theme.value
    document.documentElement.dataset.density = density.value
  })

  return { theme, density, language, isDark }
})
