import type { StoreEvent } from '../api/events.ts'
import type { MessageSummary } from '../api/message-shapes.ts'
import type { Settings } from '../api/settings.ts'
import { chooseNotices, type Shown } from './choose-notices.ts'
import { isPaused } from './pauses.ts'

type Received = Extract<StoreEvent, { type: 'message.received' }>
type Quiet = Pick<Settings, 'notifications.muted' | 'notifications.pausedUntil'>

type Deps = {
  /** Whether the window is being looked at: then it says itself what is new. */
  isWatched: () => boolean
  settings: () => Promise<Quiet>
  /** Undefined when it has gone meanwhile. */
  findMessage: (id: string) => Promise<MessageSummary | undefined>
  tellOne: (message: MessageSummary) => void
  tellCount: (count: number) => void
  now: () => number
}

/** So many of one round are looked at to see whose mailbox is muted; the rest of it is counted. */
const maxLookedAt = 20
/** An event names no more. */
const maxNamed = 200

/**
 * What is told of new mail outside of the window, by the desktop and by a browser alike: one by one while they are few,
 * else how many; nothing of muted mailboxes, in a pause, of what an import brings, or while somebody looks.
 */
export function createMailNews({ isWatched, settings, findMessage, tellOne, tellCount, now }: Deps) {
  let newest: number | undefined
  let shown: Shown = []
  // One round after the other, so that the second knows what the first has shown.
  let telling = Promise.resolve()

  async function tell({ ids, mailboxIds }: Received, unnamed: number): Promise<void> {
    if (isWatched()) return
    const { 'notifications.muted': muted, 'notifications.pausedUntil': pausedUntil } = await settings()
    if (isPaused(pausedUntil, now())) return
    const loud = mailboxIds.filter(id => !muted.includes(id))
    if (mailboxIds.length > 0 && loud.length === 0) return

    // Whose each of them is has to be known only where some are muted.
    const lookAt =
      loud.length < mailboxIds.length ? maxLookedAt : chooseNotices(ids, shown, now()).each.length
    const found = await Promise.all(ids.slice(0, lookAt).map(findMessage))
    const heard = found
      .filter(message => message !== undefined)
      .filter(({ mailboxId }) => !muted.includes(mailboxId))
    const { each, rest, shown: noted } = chooseNotices(heard, shown, now())
    shown = noted
    each.forEach(tellOne)
    const count = rest + Math.max(0, ids.length - lookAt) + unnamed
    if (count > 0) tellCount(count)
  }

  return {
    /** Resolves when it has been told. */
    onEvent(event: StoreEvent): Promise<void> {
      if (event.type !== 'message.received') return telling
      const before = newest
      newest = Math.max(event.seq, before ?? 0)
      if (event.imported) return telling
      const unnamed = event.ids.length > 0 ? 0 : Math.max(maxNamed + 1, event.seq - (before ?? event.seq))
      telling = telling.then(() => tell(event, unnamed)).catch(() => {}) // the window shows the mail all the same
      return telling
    },
  }
}
