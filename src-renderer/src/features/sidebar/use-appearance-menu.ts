import { Languages, Moon, Rows3 } from '@lucide/vue'
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { languageChoices, languages } from '#shared/shell/languages.ts'
import { densities, themes, useAppearance } from '../../stores/appearance.ts'
import type { MenuEntry } from '../../ui/menu-entry.ts'

/** How the window looks, to be chosen with two clicks. */
export function useAppearanceMenu(): ComputedRef<MenuEntry[]> {
  const appearance = useAppearance()
  const { t } = useI18n()

  return computed(() => [
    {
      label: t('appearance.short.theme'),
      icon: Moon,
      items: themes.map(value => ({
        label: t(`appearance.short.themes.${value}`),
        chosen: appearance.theme === value,
        run: () => (appearance.theme = value),
      })),
    },
    {
      label: t('appearance.short.density'),
      icon: Rows3,
      items: densities.map(value => ({
        label: t(`appearance.short.densities.${value}`),
        chosen: appearance.density === value,
        run: () => (appearance.density = value),
      })),
    },
    {
      label: t('appearance.short.language'),
      icon: Languages,
      items: languageChoices.map(value => ({
        label: value === 'system' ? t('appearance.short.systemLanguage') : languages[value].name,
        chosen: appearance.language === value,
        run: () => (appearance.language = value),
      })),
    },
  ])
}
