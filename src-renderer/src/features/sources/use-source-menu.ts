import { CloudCog, Plus, Settings2, Sprout } from '@lucide/vue'
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Remote } from '#shared/api/remote-shapes.ts'
import { useRemotes } from '../../stores/remotes.ts'
import { useSource } from '../../stores/source.ts'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import { useRemoteWords } from '../remotes/use-remote-words.ts'

/** The sources of mail: this computer, and each remote account with its state or what is left of its limit. */
export function useSourceMenu(ownName: ComputedRef<string>): ComputedRef<MenuEntry[]> {
  const remotes = useRemotes()
  const source = useSource()
  const router = useRouter()
  const { t } = useI18n()
  const { statusOf, leftOf, toneOf } = useRemoteWords()

  const go = (remote: string | null) =>
    void router.push({ name: 'all', query: remote === null ? {} : { remote } })
  const noteOf = (remote: Remote) => (toneOf(remote) === 'good' ? leftOf(remote) : statusOf(remote))

  return computed(() => [
    {
      label: ownName.value,
      icon: Sprout,
      chosen: source.remote === null,
      run: () => go(null),
    },
    ...remotes.items.map(remote => ({
      label: remote.name,
      icon: CloudCog,
      note: noteOf(remote),
      chosen: source.remote === remote.id,
      run: () => go(remote.id),
    })),
    'separator' as const,
    remotes.items.length > 0
      ? {
          label: t('remotes.switch.manage'),
          icon: Settings2,
          run: () => void router.push({ name: 'remotes' }),
        }
      : { label: t('remotes.switch.add'), icon: Plus, run: () => void router.push({ name: 'remotes' }) },
  ])
}
