import { computed } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw, type RouteLocationRaw } from 'vue-router'
import type { Mailbox } from '#shared/api/mailboxes.ts'
import { locateMailbox } from '../mailboxes/locate-mailbox.ts'
import { listFilters, type ListFilter, type ListQuery } from '../../stores/list-query.ts'

/** The address of the window, read and written as what the inbox shows. */
export function useInboxRoute() {
  const route = useRoute()
  const router = useRouter()

  const isListShown = computed(() => ['all', 'pinned', 'mailbox'].includes(String(route.name)))
  const messageId = computed(() => asText(route.params.messageId))
  const query = computed<ListQuery>(() => ({
    remote: asText(route.query.remote),
    mailbox: asText(route.params.mailbox),
    pinned: route.name === 'pinned',
    search: asText(route.query.q) ?? '',
    filter: asFilter(route.query.show),
  }))

  /** What keeps a link at the source that is shown. */
  const source = computed(() => (query.value.remote === null ? {} : { remote: query.value.remote }))

  function locate(changes: { messageId?: string | null; query?: LocationQueryRaw }): RouteLocationRaw {
    const id = changes.messageId === undefined ? messageId.value : changes.messageId
    return {
      name: route.name ?? 'all',
      params: { mailbox: query.value.mailbox ?? '', messageId: id ?? '' },
      query: changes.query ?? route.query,
    }
  }

  /** Stepping from message to message does not fill the history: Back leads to where the reading began. */
  function openMessage(id: string | null): void {
    const location = locate({ messageId: id })
    void (messageId.value === null ? router.push(location) : router.replace(location))
  }

  function narrow(changes: { search?: string; filter?: ListFilter }): void {
    const { search, filter } = { ...query.value, ...changes }
    const next = {
      ...source.value,
      ...(search ? { q: search } : {}),
      ...(filter === 'all' ? {} : { show: filter }),
    }
    void router.replace(locate({ query: next }))
  }

  function showAllMail(): void {
    void router.push({ name: 'all', query: source.value })
  }

  function showMailbox(mailbox: Mailbox): void {
    void router.push(locateMailbox(mailbox))
  }

  return { messageId, isListShown, query, openMessage, narrow, showAllMail, showMailbox }
}

function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function asFilter(value: unknown): ListFilter {
  return listFilters.find(filter => filter === value) ?? 'all'
}
