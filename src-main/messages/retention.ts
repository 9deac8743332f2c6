import type { Settings } from '#shared/api/settings.ts'
import type { EventBus } from '../events/bus.ts'
import type { MessageRepository } from './repository.ts'
import { limitsOf, type AccountRetention } from './retention-limits.ts'

type Deps = {
  repository: MessageRepository
  events: EventBus
  settings: () => Settings
  /** All accounts, with what their plans say. */
  accounts: () => AccountRetention[]
  now: () => number
  onError: (error: unknown) => void
}

/** How often new mail leads to a sweep; many mails share one. */
const sweepEveryMs = 1_000
/** Age is also checked when no mail comes. */
const idleSweepMs = 60_000
/** Messages deleted in one step: a few milliseconds of the writer. */
const stepSize = 500

/** Keeps the store within its limits of count, size and age, and accounts within their plans'. Pinned messages stay. */
export function createRetention({ repository, events, settings, accounts, now, onError }: Deps) {
  let timer: NodeJS.Timeout | undefined
  let unsubscribe = (): void => {}
  let sweeping: Promise<void> | undefined
  let stopped = false
  let arrived = true
  let sweptAt = 0

  async function sweep(): Promise<void> {
    const limits = limitsOf(settings(), accounts(), now())
    while (!stopped) {
      const removed = await repository.deleteOldest({ limits, step: stepSize })
      if (removed.length === 0) return
      events.announce({ type: 'message.deleted', messages: removed })
    }
  }

  function tick(): void {
    if (sweeping || !(arrived || now() - sweptAt >= idleSweepMs)) return
    arrived = false
    sweptAt = now()
    sweeping = sweep()
      .catch(onError)
      .finally(() => (sweeping = undefined))
  }

  return {
    sweep,
    start(): void {
      unsubscribe = events.subscribe(change => {
        if (change.type === 'message.received') arrived = true
      })
      timer = setInterval(tick, sweepEveryMs)
    },
    async stop(): Promise<void> {
      stopped = true
      unsubscribe()
      clearInterval(timer)
      await sweeping
    },
  }
}
