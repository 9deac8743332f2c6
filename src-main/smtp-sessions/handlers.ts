import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import { unpack } from '../storage/packed.ts'
import { cutPage } from '../storage/page.ts'
import type { LiveSession } from './live-session.ts'
import type { SessionRepository } from './repository.ts'
import { matches } from './session-filter.ts'
import { fromLive, fromRow, withDialogue } from './to-session.ts'

type Deps = {
  repository: Pick<SessionRepository, 'listSessions' | 'findSession'>
  /** Those that are not in the store yet, oldest first. */
  live: () => ReadonlyMap<string, LiveSession>
}

/** Numbers of live sessions in cursors: beyond any that the store will come to. */
const liveNumbers = 100_000_000_000_000

export function createSessionHandlers({
  repository,
  live,
}: Deps): Handlers<'listSmtpSessions' | 'getSmtpSession'> {
  return {
    async listSmtpSessions({ limit, cursor, since, ...asked }) {
      const filter = { ...asked, since: since === undefined ? undefined : Date.parse(since) }
      const before = cursor === undefined ? Infinity : Number(cursor)
      // Looked at before the store: one that is written meanwhile is in both, not in neither.
      const unwritten = [...live().values()].filter(session => matches(session.snapshot(), filter))
      const stored = await repository.listSessions({
        filter,
        before: before < liveNumbers ? before : null,
        limit: limit + 1,
      })
      const inStore = new Set(stored.items.map(({ id }) => id))
      const items = [
        ...unwritten
          .map(session => ({ number: liveNumbers + session.number, session }))
          .filter(({ number, session }) => number < before && !inStore.has(session.id))
          .map(({ number, session }) => ({ number, item: fromLive(session) }))
          .reverse(),
        ...stored.items.map(row => ({ number: row.number, item: fromRow(row) })),
      ]
      const { shown, last } = cutPage(items, limit)
      return {
        items: shown.map(({ item }) => item),
        nextCursor: last ? String(last.number) : null,
        total: unwritten.length + stored.total,
      }
    },

    async getSmtpSession({ id }) {
      const session = live().get(id)
      if (session) return withDialogue(fromLive(session), session.dialogue())
      const row = await repository.findSession(id)
      if (row) return withDialogue(fromRow(row), unpack(row.packed) as string)
      throw new AppError('not_found', `There is no SMTP session ${id}. Sessions are kept for 30 days.`)
    },
  }
}
