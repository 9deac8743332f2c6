import type { DeliveryRepository } from './delivery-repository.ts'

type Deps = {
  repository: Pick<DeliveryRepository, 'sweepDeliveries'>
  now: () => number
  onError: (error: unknown) => void
}

const everyMs = 60_000
/** Rows in one step, so that arriving mail waits a few milliseconds at most. */
const stepSize = 500
/** The log of the whole store; what is still to be sent does not count and is not swept. */
const keptDeliveries = 10_000
const keptMs = 30 * 24 * 60 * 60 * 1000

/** Keeps the log of deliveries within its limits of age and count. */
export function createSweep({ repository, now, onError }: Deps) {
  let timer: NodeJS.Timeout | undefined
  let sweeping: Promise<void> | undefined
  let stopped = false

  async function sweep(): Promise<void> {
    const limits = { olderThan: now() - keptMs, keep: keptDeliveries, limit: stepSize }
    while (!stopped && (await repository.sweepDeliveries(limits)) === stepSize);
  }

  function run(): void {
    sweeping ??= sweep()
      .catch(onError)
      .finally(() => (sweeping = undefined))
  }

  return {
    start(): void {
      run()
      timer = setInterval(run, everyMs)
    },
    async stop(): Promise<void> {
      stopped = true
      clearInterval(timer)
      await sweeping
    },
  }
}
