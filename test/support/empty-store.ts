import type { ApiClient } from './api-client.ts'

/** Deletes every mailbox with its mail, so that the tests of a file can share one application. */
export async function emptyStore(api: ApiClient): Promise<void> {
  for (;;) {
    const { items } = await api.call('listMailboxes', { limit: 200 })
    if (items.length === 0) return
    for (const { id } of items) await api.call('deleteMailbox', { idOrAddress: id })
  }
}
