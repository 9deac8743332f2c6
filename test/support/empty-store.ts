import type { ApiClient } from './api-client.ts'

/** Deletes every mailbox with its mail, so that the tests of a file can share one application. */
export async function emptyStore(api: ApiClient): Promise<void> {
  for (const filter of [{}, { status: 'expired' as const }])
    for (;;) {
      const { items } = await api.call('listMailboxes', { limit: 200, ...filter })
      if (items.length === 0) break
      await api.call('deleteMailboxes', { ids: items.map(({ id }) => id) })
    }
}
