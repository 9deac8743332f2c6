import { useI18n } from 'vue-i18n'
import type { Remote } from '#shared/api/remote-shapes.ts'
import { toAppError } from '../../api/app-error.ts'
import { useClient } from '../../api/client.ts'
import { useNotices } from '../../stores/notices.ts'
import { useRemotes } from '../../stores/remotes.ts'

/** What is done to a remote account at once, and told of. */
export function useRemoteActions() {
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

  return { poll, setPaused }
}
