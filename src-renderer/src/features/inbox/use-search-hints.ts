import { computed, shallowRef, useId, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useMessages } from '../../stores/messages.ts'
import { useSavedSearches } from '../../stores/saved-searches.ts'
import { locateQuery } from '../searches/locate-query.ts'
import { applyHint, searchHints } from './search-hints.ts'

/** A line under the search field. */
export type Suggestion = { name: string; about: string; isSaved: boolean; run: () => void }

const shownSearches = 4

/** What is offered under the search field: saved searches first, then operators. None is chosen until an arrow key does. */
export function useSearchHints(text: Ref<string>, onApply: () => void) {
  const id = useId()
  const searches = useSavedSearches()
  const messages = useMessages()
  const router = useRouter()
  const { t } = useI18n()
  const focused = shallowRef(false)
  const active = shallowRef(-1)

  const tags = computed(() => [...new Set(messages.loaded.flatMap(message => message.tags))].toSorted())
  const saved = computed<Suggestion[]>(() => {
    const typed = text.value.trim().toLowerCase()
    const fitting = searches.items.filter(({ name }) => name.toLowerCase().includes(typed))
    return fitting.slice(0, shownSearches).map(({ name, query }) => ({
      name,
      about: query.search || t('search.savedOne'),
      isSaved: true,
      run: () => void router.push(locateQuery(query)),
    }))
  })
  const operators = computed<Suggestion[]>(() =>
    searchHints(text.value, tags.value).map(hint => ({
      name: hint.name,
      about: t(`search.operators.${hint.about}`),
      isSaved: false,
      run() {
        text.value = applyHint(text.value, hint)
        onApply()
      },
    })),
  )
  const hints = computed(() => (focused.value ? [...saved.value, ...operators.value] : []))
  const activeId = computed(() => (active.value >= 0 ? `${id}-${active.value}` : undefined))

  watch(hints, () => (active.value = -1))

  /** False below the last of them. */
  function move(by: 1 | -1): boolean {
    const next = Math.max(-1, active.value + by)
    if (next >= hints.value.length) return false
    active.value = next
    return true
  }

  function applyActive(): boolean {
    const hint = hints.value[active.value]
    hint?.run()
    return hint !== undefined
  }

  return { id, focused, active, activeId, hints, applyActive, move }
}
