import { FlaskConical, Pause, Pencil, Play, RefreshCw, Trash2 } from '@lucide/vue'
import { useI18n } from 'vue-i18n'
import type { Remote } from '#shared/api/remote-shapes.ts'
import { toAppError } from '../../api/app-error.ts'
import { useClient } from '../../api/client.ts'
import { useNotices } from '../../stores/notices.ts'
import { useRemotes } from '../../stores/remotes.ts'
import type { MenuEntry } from '../../ui/menu-entry.ts'

export type RemoteDialogName = 'test' | 'change' | 'removal'

/** What can be done to a remote account. */
export function useRemoteMenu(open: (dialog: RemoteDialogName, remote: Remote) => void) {
  const client = useClient()
  const remotes = useRemotes()
  const notices = useNotices()
  const { t } = useI18n()

  async function attempt(work: Promise<Remote>, done: string): Promise<void> {
    try {
      const remote = await work
      remotes.replace(remote)
      const { failure } = remote.state
      if (failure && remote.state.status !== 'paused')
        notices.add(t(`remotes.failure.${failure.kind}`), 'problem')
      else notices.add(done)
    } catch (error) {
      notices.add(toAppError(error).message, 'problem')
    }
  }

  const poll = ({ id }: Remote) => attempt(client.call('pollRemote', { remote: id }), t('remotes.looked'))
  const setPaused = ({ id }: Remote, paused: boolean) =>
    attempt(
      client.call('updateRemote', { remote: id, paused }),
      paused ? t('remotes.isPaused') : t('remotes.goesOn'),
    )

  const menuOf = (remote: Remote): MenuEntry[] => [
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
  return { menuOf, poll }
}
