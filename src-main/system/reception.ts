import type { Handlers } from '#shared/api/handler.ts'
import type { EventBus } from '../events/bus.ts'

export type Reception = ReturnType<typeof createReception>

type Deps = {
  events: Pick<EventBus, 'announce'>
  /** From the start on, where another store takes the place of the one before. */
  paused?: boolean | undefined
}

/** Whether mail is taken right now. Whoever starts Mayfly wants mail, so a pause ends with the process. */
export function createReception({ events, paused = false }: Deps) {
  const handlers: Handlers<'updateReception'> = {
    async updateReception(chosen) {
      if (chosen.paused !== paused) {
        paused = chosen.paused
        events.announce({ type: 'server.changed' })
      }
      return { paused }
    },
  }
  return { isPaused: () => paused, handlers }
}
