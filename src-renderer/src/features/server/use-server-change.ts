import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { PortProblem, ServerChange } from '#shared/api/server.ts'
import { toAppError } from '../../api/app-error.ts'
import { useNotices } from '../../stores/notices.ts'
import { useServer } from '../../stores/server.ts'

type Fault = { text: string; freePort: number | null }
/** As the server says it with what it refuses. */
type Refused = { reason?: PortProblem['reason'] | 'no_password'; port?: number; freePort?: number | null }

/** Changes where the server listens. What cannot be had is said where it was asked for, with a port that is free. */
export function useServerChange() {
  const store = useServer()
  const notices = useNotices()
  const { t } = useI18n()
  const fault = shallowRef<Fault | null>(null)
  const busy = shallowRef(false)

  function inWords(error: unknown, host: string): Fault {
    const { message, details } = toAppError(error)
    const { reason, port = 0, freePort = null }: Refused = details?.[0] ?? {}
    const known = reason && reason !== 'no_password'
    return { text: known ? t(`server.problems.${reason}`, { port, host }) : message, freePort }
  }

  async function attempt(work: () => Promise<void>, done: string, host: string): Promise<boolean> {
    busy.value = true
    try {
      await work()
      fault.value = null
      if (done) notices.add(done)
      return true
    } catch (error) {
      fault.value = inWords(error, host)
      return false
    } finally {
      busy.value = false
    }
  }

  const hostNow = (): string => store.server?.host ?? ''

  return {
    busy,
    fault,
    change: (asked: ServerChange) =>
      attempt(() => store.change(asked), t('settings.saved'), asked.host ?? hostNow()),
    retry: () => attempt(store.retry, '', hostNow()),
  }
}
