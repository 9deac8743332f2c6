import { ProviderError } from '../providers/provider-error.ts'
import { afterFailure, holds, type Trouble } from './polling/backoff.ts'
import { isOff, type Session } from './session.ts'

type Deps = {
  now: () => number
  random: () => number
  /** Something changed there: a round is wanted. */
  onNews: (session: Session) => void
  onChange: (session: Session) => void
  onError: (error: unknown) => void
}

type Line = { open: boolean; after: string | null; trouble: Trouble | null }

const mostGone = 10_000

/** Follows the events of remotes that have them, so that nothing has to be asked for. */
export function createLive({ now, random, onNews, onChange, onError }: Deps) {
  const lines = new Map<Session, Line>()

  const lineOf = (session: Session): Line => {
    const line = lines.get(session) ?? { open: false, after: null, trouble: null }
    lines.set(session, line)
    return line
  }

  async function listen(session: Session, line: Line): Promise<void> {
    try {
      await session.provider.liveEvents(
        {
          ...(line.after === null ? {} : { after: line.after }),
          onOpen: () => settle(session, line),
          onEvent({ id, about, change, messageIds }) {
            line.after = id ?? line.after
            if (about === 'messages' && change === 'gone') noteGone(session, messageIds)
            if (session.changed !== 'mailboxes') session.changed = about
            onNews(session)
          },
        },
        session.life.signal,
      )
      // One that ended well is opened again soon, one that ends at once not all the time.
      line.trouble = failed(line, 'unreachable')
    } catch (error) {
      if (session.life.signal.aborted) return
      if (!(error instanceof ProviderError)) onError(error)
      line.trouble = failed(line, error instanceof ProviderError ? error.kind : 'serverFault')
    } finally {
      line.open = false
      session.live = false
      onChange(session)
    }
  }

  function failed({ trouble }: Line, kind: ProviderError['kind']): Trouble {
    return afterFailure(
      trouble,
      { kind, retryAfterMs: null, resetsAt: null },
      { now: now(), random: random() },
    )
  }

  /** From here on only events are waited for; what came before is asked for once. */
  function settle(session: Session, line: Line): void {
    session.live = true
    session.whole = true
    line.trouble = null
    session.changed = 'mailboxes'
    onChange(session)
    onNews(session)
  }

  /** More than can be kept in mind are looked for in the list. */
  function noteGone(session: Session, ids: string[]): void {
    if (ids.length === 0 || session.gone.size + ids.length > mostGone) session.whole = true
    else for (const id of ids) session.gone.add(id)
  }

  return {
    /** Opens what should be open. */
    tick(sessions: Session[]): void {
      for (const session of lines.keys()) if (!sessions.includes(session)) lines.delete(session)
      for (const session of sessions) {
        if (isOff(session) || session.provider.capabilities.abilities.liveEvents !== 'yes') continue
        const line = lineOf(session)
        // What keeps calls from working keeps the stream from it too.
        if (line.open || holds(line.trouble, now()) || holds(session.progress.trouble, now())) continue
        line.open = true
        void listen(session, line)
      }
    },
  }
}
