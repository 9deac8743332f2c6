import type { EventBus } from '../events/bus.ts'
import type { MessageRepository } from './repository.ts'

type Deps = {
  repository: Pick<MessageRepository, 'sweepLeftovers'>
  events: EventBus
  onError: (error: unknown) => void
}

/** Begins when nothing was deleted for so long, since who empties the store waits for the deletion, not for this ... */
const restMs = 250
/** ... but after so many rests in any case, since some delete all the time. */
const mostRests = 20

/** Removes what deletions left behind them. What a stop leaves goes after the next start. */
export function createLeftoverSweeper({ repository, events, onError }: Deps) {
  let unsubscribe = (): void => {}
  let timer: NodeJS.Timeout | undefined
  let sweeping: Promise<void> | undefined
  let deleted = false
  let rests = 0
  let stopped = false

  function rest(): void {
    if (!sweeping && !stopped) timer ??= setTimeout(wake, restMs)
  }

  function wake(): void {
    timer = undefined
    const goesOn = deleted && rests < mostRests
    rests = goesOn ? rests + 1 : 0
    deleted = false
    if (goesOn) return rest()
    sweeping = sweep()
      .catch(onError)
      .finally(() => {
        sweeping = undefined
        if (deleted) rest()
      })
  }

  async function sweep(): Promise<void> {
    while (!stopped && (await repository.sweepLeftovers()) > 0);
  }

  return {
    start(): void {
      unsubscribe = events.subscribe(change => {
        if (change.type !== 'message.deleted') return
        deleted = true
        rest()
      })
      rest()
    },
    async stop(): Promise<void> {
      stopped = true
      unsubscribe()
      clearTimeout(timer)
      await sweeping
    },
  }
}
