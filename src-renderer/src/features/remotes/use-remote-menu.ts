import { FlaskConical, Pause, Pencil, Play, RefreshCw, Trash2 } from '@lucide/vue'
import { useI18n } from 'vue-i18n'
import type { Remote } from '#shared/api/remote-shapes.ts'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import { useRemoteActions } from './use-remote-actions.ts'

export type RemoteDialogName = 'test' | 'change' | 'removal'

/** What can be done to a remote account. */
export function useRemoteMenu(open: (dialog: RemoteDialogName, remote: Remote) => void) {
  const { t } = useI18n()
  const { poll, setPaused } = useRemoteActions()

  return (remote: Remote): MenuEntry[] => [
    {
      label: t('remotes.act.poll'),
      icon: RefreshCw,
      disabled: remote.paused,
      run: () => void poll(remote),
    },
    { label: t('remotes.act.test'), icon: FlaskConical, run: () => open('test', remote) },
    { label: t('remotes.act.change'), icon: Pencil, run: () => open('change', remote) },
    remote.paused
      ? { label: t('remotes.act.resume'), icon: Play, run: () => void setPaused(remote, false) }
      : { label: t('remotes.act.pause'), icon: Pause, run: () => void setPaused(remote, true) },
    'separator',
    { label: t('remotes.act.remove'), icon: Trash2, run: () => open('removal', remote), danger: true },
  ]
}
