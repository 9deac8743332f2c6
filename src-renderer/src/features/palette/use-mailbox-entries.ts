import { AtSign } from '@lucide/vue'
import { watchDebounced } from '@vueuse/core'
import { computed, shallowRef, type ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import type { Mailbox } from '#shared/api/mailboxes.ts'
import { useClient } from '../../api/client.ts'
import { formatShortCount } from '../../i18n/format.ts'
import { useMailboxes } from '../../stores/mailboxes.ts'
import { locateMailbox } from '../mailboxes/locate-mailbox.ts'
import type { Entry } from './entries.ts'

const typingPauseMs = 150
const askedFor = 8

/** The mailboxes of the sidebar, and those that the server finds where there are more than are loaded. */
export function useMailboxEntries(query: () => string): ComputedRef<Entry[]> {
  const mailboxes = useMailboxes()
  const client = useClient()
  const router = useRouter()
  const found = shallowRef<Mailbox[]>([])

  async function find(text: string): Promise<void> {
    const allLoaded = mailboxes.filter === '' && mailboxes.total <= mailboxes.items.length
    if (text === '' || allLoaded) return
    const page = await client.call('listMailboxes', { q: text, limit: askedFor }).catch(() => null)
    if (page && text === query().trim()) found.value = page.items
  }

  watchDebounced(() => query().trim(), find, { debounce: typingPauseMs })

  return computed(() => {
    const all = new Map([...mailboxes.items, ...found.value].map(mailbox => [mailbox.id, mailbox]))
    return [...all.values()].map(mailbox => ({
      id: `mailbox.${mailbox.id}`,
      group: 'mailboxes',
      label: mailbox.address,
      alias: mailbox.tag ?? '',
      icon: AtSign,
      note: mailbox.unreadCount > 0 ? formatShortCount(mailbox.unreadCount) : '',
      run: () => void router.push(locateMailbox(mailbox)),
    }))
  })
}
