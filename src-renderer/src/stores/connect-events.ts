import { onScopeDispose, watch } from 'vue'
import type { StoreEvent } from '#shared/api/events.ts'
import { useClient } from '../api/client.ts'
import { useConnection } from './connection.ts'
import { useJobs } from './jobs.ts'
import { useMailboxes } from './mailboxes.ts'
import { useMessages } from './messages.ts'
import { useReader } from './reader.ts'
import { useRemotes } from './remotes.ts'
import { useRevisions } from './revisions.ts'
import { useSelection } from './selection.ts'
import { useSession } from './session.ts'

/** Wires the event stream to the stores, once, for as long as the calling scope lives. */
export function connectEvents(): void {
  const connection = useConnection()
  const jobs = useJobs()
  const mailboxes = useMailboxes()
  const messages = useMessages()
  const reader = useReader()
  const remotes = useRemotes()
  const revisions = useRevisions()
  const session = useSession()
  const selection = useSelection()

  let wasLive = false

  function refreshCounts(): void {
    connection.refreshInfo()
    mailboxes.refresh()
  }

  function onReceived(event: Extract<StoreEvent, { type: 'message.received' }>): void {
    revisions.received = event
    messages.refresh()
  }

  function onUpdated(ids: string[]): void {
    if (ids.length === 0) return messages.revalidateSoon()
    messages.noteChanged(ids)
  }

  function onDeleted(ids: string[]): void {
    if (ids.length === 0) {
      messages.revalidateSoon()
      void reader.revalidate()
      return
    }
    messages.noteDeleted(ids)
    selection.forget(ids)
    reader.markGone(ids)
  }

  function onEvent(event: StoreEvent): void {
    if (event.type === 'key.changed') return void revisions.keys++
    if (event.type === 'limits.changed') return void revisions.limits++
    if (event.type === 'job.changed') return jobs.refresh()
    if (event.type === 'remote.changed') return remotes.refresh()
    if (event.type === 'smtp.session') return void revisions.sessions++
    if (event.type === 'server.changed') return connection.refreshInfo()
    refreshCounts()
    if (event.type === 'message.received') onReceived(event)
    else if (event.type === 'message.updated') onUpdated(event.ids)
    else if (event.type === 'message.deleted') onDeleted(event.ids)
    else if (event.type === 'mailbox.deleted' || event.type === 'mailbox.expired') onDeleted([])
  }

  /** A list that was there before the stream may have changed in any way since; one still to come lacks only what is newer. */
  function onLive(live: boolean): void {
    connection.setLive(live)
    if (!live) return
    refreshCounts()
    revisions.stream++
    jobs.refresh()
    remotes.refresh()
    if (wasLive || messages.state === 'ready') messages.revalidateSoon()
    else messages.refresh()
    wasLive = true
    void reader.revalidate()
  }

  // The open message shares its flags with its row.
  watch(
    () => messages.find(reader.message?.id ?? ''),
    row => row && reader.replace(row),
  )
  refreshCounts()
  onScopeDispose(useClient().subscribe({ onEvent, onLive, onRefused: session.check }))
}
