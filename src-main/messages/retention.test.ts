import { expect, onTestFinished, test, vi } from 'vitest'
import { defaultSettings } from '#shared/api/settings.ts'
import { createHandClock } from '#test/support/hand-clock.ts'
import { createEventBus } from '../events/bus.ts'
import { createRetention } from './retention.ts'

test('every second with mail the store is swept, every minute its accounts, so many in one step', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const steps: string[] = []
  const clock = createHandClock()
  const events = createEventBus(error => {
    throw error
  })
  const retention = createRetention({
    repository: {
      deleteOldest: async () => (steps.push('store'), []),
      deleteOldOfAccounts: async ({ accounts }) => (steps.push(`${accounts.length} accounts`), []),
    },
    events,
    settings: () => defaultSettings,
    accounts: () => Array.from({ length: 250 }, (_, key) => ({ key, retentionDays: 7 })),
    now: clock.now,
    onError: error => {
      throw error
    },
  })
  retention.start()
  const afterASecond = async () => {
    events.announce({ type: 'message.received', deliveries: [] })
    steps.length = 0
    clock.passMs(1_000)
    await vi.advanceTimersByTimeAsync(1_000)
    return [...steps]
  }
  const everything = ['store', '100 accounts', '100 accounts', '50 accounts']
  expect(await afterASecond()).toEqual(everything)
  for (let second = 1; second < 60; second++) expect(await afterASecond()).toEqual(['store'])
  expect(await afterASecond()).toEqual(everything)
  await retention.stop()
})
