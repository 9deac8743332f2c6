import type { StoreEvent, StoreEventType } from '#shared/api/events.ts'
import { eventsPath } from '#shared/api/links.ts'
import type { StreamListener } from './transport.ts'

/** EventSource wants each by name; the type sees to it that none is missing. */
const eventTypes = Object.keys({
  'message.received': true,
  'message.updated': true,
  'message.deleted': true,
  'mailbox.created': true,
  'mailbox.updated': true,
  'mailbox.expired': true,
  'mailbox.archived': true,
  'mailbox.restored': true,
  'mailbox.deleted': true,
  'key.changed': true,
  'job.changed': true,
  'limits.changed': true,
  'smtp.session': true,
  'server.changed': true,
  'remote.changed': true,
} satisfies Record<StoreEventType, true>)
const firstRetryMs = 500
const lastRetryMs = 10_000
/** A stream that comes back this soon was never worth mentioning. */
const graceMs = 1500

/** Server-sent events with a quiet reconnect, also after the refusals at which EventSource itself gives up. */
export function openEventStream(listener: StreamListener): () => void {
  let source: EventSource | undefined
  let retryMs = firstRetryMs
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let graceTimer: ReturnType<typeof setTimeout> | undefined

  function open(): void {
    source = new EventSource(eventsPath)
    source.onopen = opened
    source.onerror = lost
    for (const type of eventTypes) source.addEventListener(type, receive)
    source.onmessage = receive
  }

  function opened(): void {
    clearTimeout(graceTimer)
    graceTimer = undefined
    retryMs = firstRetryMs
    listener.onLive(true)
  }

  function receive({ data }: MessageEvent<string>): void {
    listener.onEvent(JSON.parse(data) as StoreEvent) // the server checked it against the same schema
  }

  function lost(): void {
    graceTimer ??= setTimeout(() => listener.onLive(false), graceMs)
    if (source?.readyState !== EventSource.CLOSED) return
    listener.onRefused()
    clearTimeout(retryTimer)
    retryTimer = setTimeout(open, retryMs)
    retryMs = Math.min(retryMs * 2, lastRetryMs)
  }

  open()
  return () => {
    clearTimeout(graceTimer)
    clearTimeout(retryTimer)
    source?.close()
  }
}
