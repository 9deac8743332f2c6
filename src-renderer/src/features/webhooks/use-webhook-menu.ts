import { KeyRound, Pencil, Power, PowerOff, Trash2 } from '@lucide/vue'
import { useI18n } from 'vue-i18n'
import type { Webhook } from '#shared/api/webhooks.ts'
import { toAppError } from '../../api/app-error.ts'
import { useClient } from '../../api/client.ts'
import { useNotices } from '../../stores/notices.ts'
import type { MenuEntry } from '../../ui/menu-entry.ts'

export type WebhookDialog = 'edit' | 'secret' | 'removal'

type Deps = { open: (dialog: WebhookDialog, webhook: Webhook) => void; changed: () => void }

/** What can be done to a webhook. */
export function useWebhookMenu({ open, changed }: Deps) {
  const client = useClient()
  const notices = useNotices()
  const { t } = useI18n()

  async function switchTo(enabled: boolean, { id }: Webhook): Promise<void> {
    try {
      await client.call('updateWebhook', { id, enabled })
      notices.add(enabled ? t('webhooks.isOn') : t('webhooks.isOff'))
    } catch (error) {
      notices.add(toAppError(error).message, 'problem')
    }
    changed()
  }

  return (webhook: Webhook): MenuEntry[] => [
    { label: t('webhooks.act.edit'), icon: Pencil, run: () => open('edit', webhook) },
    { label: t('webhooks.act.secret'), icon: KeyRound, run: () => open('secret', webhook) },
    webhook.enabled
      ? { label: t('webhooks.act.disable'), icon: PowerOff, run: () => void switchTo(false, webhook) }
      : { label: t('webhooks.act.enable'), icon: Power, run: () => void switchTo(true, webhook) },
    'separator',
    { label: t('webhooks.act.delete'), icon: Trash2, run: () => open('removal', webhook), danger: true },
  ]
}
