import type { Settings } from '#shared/api/settings.ts'
import type { EventBus, PlacedMessage } from '../events/bus.ts'
import type { MessageRepository } from './repository.ts'
import { accountLimitsOf, limitsOf, type AccountRetention } from './retention-limits.ts'

type Deps = {
  repository: Pick<MessageRepository, 'deleteOldest' | 'deleteOldOfAccounts'>
  events: EventBus
  settings: () => Settings
  /** All accounts, with what their plans say. */
  accounts: () => AccountRetention[]
  now: () => number
  onError: (error: unknown) => void
}

/** How often new mail leads to a sweep; many mails share one. */
const sweepEveryMs = 1_000
/** How often age is checked, in the store when no mail comes and in accounts, which can be many. */
const idleSweepMs = 60_000
/** Accounts looked at in one step. */
const accountsPerStep = 100
/** Messages deleted in one step: a few milliseconds of the writer. */
const stepSize = 500

/** Keeps the store within its limits of count, size and age, and accounts within their plans'. Pinned messages stay. */
export function createRetention({ repository, events, settings, accounts, now, onError }: Deps) {
  let timer: NodeJS.Timeout | undefined
  let unsubscribe = (): void => {}
  let sweeping: Promise<void> | undefined
  let stopped = false
  let arrived = true
  let sweptAllAt = 0
  let sweptWith = settings()

  async function sweepStore(): Promise<void> {
    const limits = limitsOf(settings(), now())
    await deleteAll(() => repository.deleteOldest({ limits, step: stepSize }))
  }

  async function sweepAccounts(): Promise<void> {
    const limits = accountLimitsOf(settings(), accounts(), now())
    for (let from = 0; from < limits.length; from += accountsPerStep) {
      const some = limits.slice(from, from + accountsPerStep)
      await deleteAll(() => repository.deleteOldOfAccounts({ accounts: some, step: stepSize }))
    }
  }

  async function deleteAll(deleteSome: () => Promise<PlacedMessage[]>): Promise<void> {
    while (!stopped) {
      const removed = await deleteSome()
      if (removed.length === 0) return
      events.announce({ type: 'message.deleted', messages: removed })
    }
  }

  function tick(): void {
    // Either way: a clock that was set back must not put it off.
    const all = Math.abs(now() - sweptAllAt) >= idleSweepMs
    const changed = settings() !== sweptWith
    if (sweeping || !(arrived || changed || all)) return
    arrived = false
    sweptWith = settings()
    if (all) sweptAllAt = now()
    sweeping = sweepStore()
      .then(() => (all ? sweepAccounts() : undefined))
      .catch(onError)
      .finally(() => (sweeping = undefined))
  }

  return {
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
