import type { StoreEvent } from '#shared/api/events.ts'
import { wholeStore } from '#shared/api/scope.ts'
import type { EventFeed } from '../api/event-feed.ts'

type Deps = {
  feed: EventFeed
  /** The newest message's `seq` when the window opened. */
  lastSeq: number
  send: (event: StoreEvent) => void
}

/** Live events for the window. A page that follows anew first hears of mail that came while there was none. */
export function createEventPush({ feed, lastSeq, send }: Deps) {
  let seen = lastSeq
  let stop = () => {}

  return async (page: AbortSignal): Promise<void> => {
    stop()
    const end = await feed.follow({
      scope: wholeStore,
      after: seen,
      send(event) {
        if (page.aborted) return
        if (event.type === 'message.received') seen = Math.max(seen, event.seq)
        send(event)
      },
    })
    stop = end
    if (page.aborted) end()
    else page.addEventListener('abort', end, { once: true })
  }
}
