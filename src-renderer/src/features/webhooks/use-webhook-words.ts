import { useI18n } from 'vue-i18n'
import type { Webhook, WebhookDelivery } from '#shared/api/webhooks.ts'
import { useMailboxes } from '../../stores/mailboxes.ts'

/** Parts of webhooks and deliveries as they are shown. */
export function useWebhookWords() {
  const mailboxes = useMailboxes()
  const { t } = useI18n()

  function mailboxOf({ mailbox, mailboxDomains }: Webhook): string {
    if (mailbox !== null) return mailboxes.items.find(({ id }) => id === mailbox)?.address ?? mailbox
    return mailboxDomains
      ? t('webhooks.atDomains', { names: mailboxDomains.join(', ') })
      : t('webhooks.allMailboxes')
  }

  function eventsOf({ events }: Webhook): string {
    return events.includes('*') ? t('webhooks.allEvents') : events.join(', ')
  }

  /** What the receiver said last; nothing before the first try. */
  function answerOf({ lastStatus, lastError, attempts }: WebhookDelivery): string {
    if (attempts === 0) return ''
    return lastError ?? (lastStatus === null ? '' : t('webhooks.answered', { status: lastStatus }))
  }

  return { mailboxOf, eventsOf, answerOf }
}

export const deliveryTones = { pending: 'soon', delivered: 'good', failed: 'bad' } as const
