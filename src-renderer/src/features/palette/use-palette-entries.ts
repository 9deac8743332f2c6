import { AtSign, Languages, Moon, Rows3, Search } from '@lucide/vue'
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { formatShortCount } from '../../i18n/format.ts'
import { languageChoices, languages } from '../../i18n/languages.ts'
import { densities, themes, useAppearance } from '../../stores/appearance.ts'
import { useMailboxes } from '../../stores/mailboxes.ts'
import { useCommandRegistry } from '../commands/command-registry.ts'
import { textKeyOf } from '../commands/commands.ts'
import { iconOf } from './command-icons.ts'
import type { Entry } from './entries.ts'

const englishNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

/** All that can be done now. English names are aliases in every language: they are what the docs say. */
export function usePaletteEntries(query: () => string): ComputedRef<Entry[]> {
  const commands = useCommandEntries()
  const mailboxes = useMailboxEntries()
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

function useMailboxEntries(): ComputedRef<Entry[]> {
  const mailboxes = useMailboxes()
  const router = useRouter()
  return computed(() =>
    mailboxes.items.map(({ id, address, tag, unreadCount }) => ({
      id: `mailbox.${id}`,
      group: 'mailboxes',
      label: address,
      alias: tag ?? '',
      icon: AtSign,
      note: unreadCount > 0 ? formatShortCount(unreadCount) : '',
      run: () => void router.push({ name: 'mailbox', params: { mailbox: address } }),
    })),
  )
}

function useSearchEntries(query: () => string): ComputedRef<Entry[]> {
  const router = useRouter()
  const { t } = useI18n()
  return computed(() => {
    const text = query().trim()
    if (text === '') return []
    const run = () => void router.push({ name: 'all', query: { q: text } })
    return [{ id: 'search', group: 'search', label: t('palette.search', { text }), icon: Search, run }]
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
