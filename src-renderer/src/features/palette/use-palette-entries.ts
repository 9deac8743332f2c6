import { Bookmark, Languages, Moon, Rows3, Search } from '@lucide/vue'
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { languageChoices, languages } from '#shared/shell/languages.ts'
import { densities, themes, useAppearance } from '../../stores/appearance.ts'
import { useSavedSearches } from '../../stores/saved-searches.ts'
import { useSource } from '../../stores/source.ts'
import { useCommandRegistry } from '../commands/command-registry.ts'
import { textKeyOf } from '../commands/commands.ts'
import { locateQuery } from '../searches/locate-query.ts'
import { iconOf } from './command-icons.ts'
import type { Entry } from './entries.ts'
import { useMailboxEntries } from './use-mailbox-entries.ts'

const englishNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

/** All that can be done now. English names are aliases in every language: they are what the docs say. */
export function usePaletteEntries(query: () => string): ComputedRef<Entry[]> {
  const commands = useCommandEntries()
  const mailboxes = useMailboxEntries(query)
  const switches = useSwitchEntries()
  const searches = useSearchEntries(query)
  return computed(() => [...searches.value, ...commands.value, ...mailboxes.value, ...switches.value])
}

function useCommandEntries(): ComputedRef<Entry[]> {
  const registry = useCommandRegistry()
  const { t } = useI18n()
  return computed(() =>
    registry.offered
      .filter(({ id, keyOnly }) => !keyOnly && registry.isEnabled(id))
      .map(({ id, group, keys }) => ({
        id,
        group,
        label: t(textKeyOf(id)),
        alias: t(textKeyOf(id), {}, { locale: 'en' }),
        icon: iconOf(id),
        keys: keys.slice(0, 1),
        run: () => void registry.run(id),
      })),
  )
}

function useSearchEntries(query: () => string): ComputedRef<Entry[]> {
  const searches = useSavedSearches()
  const source = useSource()
  const router = useRouter()
  const { t } = useI18n()
  return computed(() => {
    const saved = searches.items.map(({ id, name, query }): Entry => {
      const run = () => void router.push(locateQuery(query))
      return { id: `saved.${id}`, group: 'saved', label: name, alias: query.search, icon: Bookmark, run }
    })
    const text = query().trim()
    if (text === '') return saved
    const run = () => void router.push({ name: 'all', query: { ...source.query, q: text } })
    const search = { group: 'search', label: t('palette.search', { text }), icon: Search, run } as const
    return [{ id: 'search', ...search }, ...saved]
  })
}

function useSwitchEntries(): ComputedRef<Entry[]> {
  const appearance = useAppearance()
  const { t } = useI18n()
  const inEnglish = { locale: 'en' }

  function entry(
    kind: 'theme' | 'density' | 'language',
    value: string,
    own: Pick<Entry, 'label' | 'alias' | 'icon' | 'run'>,
  ): Entry {
    const note = appearance[kind] === value ? t('palette.now') : ''
    return { id: `${kind}.${value}`, group: 'appearance', note, ...own }
  }

  return computed(() => [
    ...themes.map(value =>
      entry('theme', value, {
        label: t(`appearance.theme.${value}`),
        alias: t(`appearance.theme.${value}`, {}, inEnglish),
        icon: Moon,
        run: () => (appearance.theme = value),
      }),
    ),
    ...densities.map(value =>
      entry('density', value, {
        label: t(`appearance.density.${value}`),
        alias: t(`appearance.density.${value}`, {}, inEnglish),
        icon: Rows3,
        run: () => (appearance.density = value),
      }),
    ),
    ...languageChoices.map(value =>
      entry('language', value, {
        label: t('appearance.language', {
          name: value === 'system' ? t('appearance.systemLanguage') : languages[value].name,
        }),
        alias: t('appearance.language', { name: englishNames.of(value) ?? '' }, inEnglish),
        icon: Languages,
        run: () => (appearance.language = value),
      }),
    ),
  ])
}
