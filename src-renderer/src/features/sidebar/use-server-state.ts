import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { serverName } from '../../shell/server-address.ts'
import { useShell } from '../../shell/shell.ts'
import { useConnection } from '../../stores/connection.ts'
import { useReception } from './use-reception.ts'

/** The server of this window in words: what it is called, whether it takes mail, and how the connection to it is. */
export function useServerState() {
  const connection = useConnection()
  const reception = useReception()
  const { t } = useI18n()
  /** Null on this computer. */
  const machine = serverName(useShell(), window.location.hostname)

  const name = computed(() => machine ?? t('sidebar.thisComputer'))
  const isOffline = computed(() => connection.state === 'offline')
  const receiving = computed(() => {
    const { info } = connection
    if (isOffline.value) return t('sidebar.reconnecting')
    if (!info) return t('sidebar.starting')
    if (info.smtpPort === null) return t('sidebar.notReceiving')
    return info.paused ? t('sidebar.paused') : t('sidebar.receivingOn', { port: info.smtpPort })
  })
  const isDeaf = computed(
    () => isOffline.value || connection.info?.smtpPort === null || reception.isPaused.value,
  )
  const problems = computed(() => connection.info?.problems ?? [])
  const dot = computed(() => {
    if (isOffline.value) return 'bg-amber ring-amber/20'
    if (connection.state !== 'live') return 'bg-ghost ring-ghost/20'
    return problems.value.length > 0 || reception.isPaused.value
      ? 'bg-amber ring-amber/20'
      : 'bg-live ring-live/20'
  })
  const stateText = computed(() => [t(`sidebar.${connection.state}`), ...problems.value].join(' '))

  return { name, receiving, isDeaf, dot, stateText, state: computed(() => connection.state) }
}
