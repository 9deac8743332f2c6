import type { EventBus } from '../events/bus.ts'
import { createSessionHandlers } from '../smtp-sessions/handlers.ts'
import type { SessionRepository } from '../smtp-sessions/repository.ts'
import { createSessionLog } from '../smtp-sessions/session-log.ts'
import { createSessionNews } from '../smtp-sessions/session-news.ts'
import { runAll } from './run-all.ts'

type Deps = {
  repository: SessionRepository
  events: EventBus
  now: () => number
  onError: (error: unknown) => void
}

/** The log of SMTP sessions, and who is told of it. */
export function wireSessions({ repository, events, ...common }: Deps) {
  const news = createSessionNews({ events })
  const log = createSessionLog({ repository, onChange: news.add, ...common })
  return {
    open: log.open,
    handlers: createSessionHandlers({ repository, live: log.live }),
    start: log.start,
    stop: () => runAll([log.stop, news.stop]),
  }
}
