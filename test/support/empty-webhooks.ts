import type { ApiClient } from './api-client.ts'
import { emptyStore } from './empty-store.ts'

/** Deletes mailboxes with their mail, webhooks, and every account but the one that is always there. */
export async function emptyWebhooks(owner: ApiClient): Promise<void> {
  await emptyStore(owner)
  for (;;) {
    const { items } = await owner.call('listWebhooks', { limit: 200 })
    if (items.length === 0) break
    for (const { id } of items) await owner.call('deleteWebhook', { id })
  }
  for (const { id } of (await owner.call('listAccounts', {})).items)
    if (id !== 'local') await owner.call('deleteAccount', { id })
}
