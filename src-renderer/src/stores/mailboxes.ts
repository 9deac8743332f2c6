import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { AppError } from '#shared/api/errors.ts'
import type { Mailbox } from '#shared/api/mailboxes.ts'
import { toAppError } from '../api/app-error.ts'
import { useClient } from '../api/client.ts'
import { coalesce } from './coalesce.ts'
import { createMailboxCalls } from './mailbox-calls.ts'
import { refOf } from './mailbox-ref.ts'
import { useRemovals } from './removals.ts'
import { useSource } from './source.ts'

const pageSize = 200
const refreshDelayMs = 400

export const useMailboxes = defineStore('mailboxes', () => {
  const client = useClient()
  const removals = useRemovals()
  const source = useSource()
  const items = shallowRef<Mailbox[]>([])
  const total = shallowRef(0)
  /** A part of the address; asked of the server, which knows more mailboxes than are loaded. */
  const filter = shallowRef('')
  const loaded = shallowRef(false)
  const failure = shallowRef<AppError | null>(null)

  async function load(): Promise<void> {
    const asked = filter.value
    const { remote } = source
    try {
      const page = await client.call('listMailboxes', {
        ...(remote === null ? {} : { remote }),
        limit: pageSize,
        ...(asked ? { q: asked } : {}),
      })
      if (asked !== filter.value || remote !== source.remote) return
      items.value = page.items
      total.value = page.total
      loaded.value = true
      failure.value = null
    } catch (error) {
      failure.value = toAppError(error)
    }
  }

  /** Of another source. */
  function startAnew(): void {
    items.value = []
    total.value = 0
    filter.value = ''
    loaded.value = false
    void load()
  }

  function setFilter(text: string): void {
    filter.value = text.trim()
    void load()
  }

  /** `atService`: one of a remote account, there too. */
  async function remove(idOrAddress: string, atService: boolean): Promise<void> {
    await client.call('deleteMailbox', { idOrAddress, ...(atService ? { atService } : {}) })
    items.value = items.value.filter(mailbox => refOf(mailbox) !== idOrAddress)
  }

  /** Without what is about to be deleted. */
  const unreadOf = (mailbox: Mailbox): number =>
    Math.max(0, mailbox.unreadCount - removals.hiddenUnread(refOf(mailbox)))

  /** By what the address of the window and calls name it by. */
  const find = (ref: string | null) => items.value.find(mailbox => refOf(mailbox) === ref)

  const active = computed(() => items.value.filter(mailbox => mailbox.status === 'active'))
  const archived = computed(() => items.value.filter(mailbox => mailbox.status !== 'active'))
  const refresh = coalesce(load, refreshDelayMs)

  return {
    items,
    active,
    archived,
    total,
    filter,
    loaded,
    failure,
    find,
    unreadOf,
    load,
    refresh,
    startAnew,
    setFilter,
    ...createMailboxCalls(client, load),
    remove,
  }
})
