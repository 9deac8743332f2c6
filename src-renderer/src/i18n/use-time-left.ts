import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Mailbox } from '#shared/api/mailboxes.ts'
import { useClock } from './use-times.ts'

const minuteMs = 60_000
const soonMs = 5 * minuteMs

type Life = Pick<Mailbox, 'status' | 'createdAt' | 'expiresAt'>

/** How long a mailbox still lives: as a share for the ring, and in words. Null when it lives for ever, or rests in the archive. */
export function useTimeLeft(mailbox: () => Life | undefined) {
  const { t } = useI18n()
  const now = useClock()

  const leftMs = computed(() => {
    const life = mailbox()
    return life?.status === 'active' && life.expiresAt
      ? Math.max(0, Date.parse(life.expiresAt) - now.value.getTime())
      : null
  })
  const share = computed(() => {
    const life = mailbox()
    if (leftMs.value === null || !life?.expiresAt) return null
    return leftMs.value / (Date.parse(life.expiresAt) - Date.parse(life.createdAt))
  })
  const isSoon = computed(() => leftMs.value !== null && leftMs.value < soonMs)

  function words(kind: 'left' | 'lives'): string {
    if (leftMs.value === null) return ''
    if (leftMs.value === 0) return t('time.expired')
    const minutes = Math.ceil(leftMs.value / minuteMs)
    if (minutes < 100) return t(`time.${kind}Minutes`, { n: minutes })
    if (minutes < 48 * 60) return t(`time.${kind}Hours`, { n: Math.round(minutes / 60) })
    return t(`time.${kind}Days`, { n: Math.round(minutes / 1440) })
  }

  return { share, isSoon, short: computed(() => words('left')), long: computed(() => words('lives')) }
}
