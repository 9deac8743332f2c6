import {
  createEndedSession,
  createOpenSession,
  type LiveSession,
  type OpenSession,
  type SessionFacts,
} from './live-session.ts'
import type { EndedSession, SessionRepository } from './repository.ts'

type Deps = {
  repository: Pick<SessionRepository, 'recordSessions' | 'deleteOldSessions'>
  now: () => number
  /** A session began, went on or ended. Called on the way of every mail: it must be quick. */
  onChange: (id: string) => void
  onError: (error: unknown) => void
}

/** Sessions that ended are written so long after the first of them ... */
const writeEveryMs = 1_000
/**
 * ... or once there are so many: a millisecond of the store's thread, in the transaction of the mails that are there
 * at that time. To gather more would fill the part of the heap that is meant for what lives briefly.
 */
const writeStep = 100
/** Text that waits to be written; when the store cannot keep up or cannot write, the oldest sessions are given up. */
const maxWaitingChars = 16 * 1024 * 1024
/** What a session takes beside its dialogue, as characters: those that say nothing count, too. */
const overheadChars = 1_000
/** Old sessions go with every write, and at least this often when nobody connects. */
const sweepEveryMs = 60 * 60 * 1000

/**
 * The log of SMTP sessions: gathered in memory, written together about once a second, never on the way of a mail. What
 * is not written yet is read from memory.
 */
export function createSessionLog({ repository, now, onChange, onError }: Deps) {
  /** Open ones, and ended ones that are not in the store yet, oldest first. */
  const live = new Map<string, LiveSession>()
  const open = new Set<OpenSession>()
  const waiting: EndedSession[] = []
  let waitingChars = 0
  let opened = 0
  let timer: NodeJS.Timeout | undefined
  let sweeper: NodeJS.Timeout | undefined
  let writing: Promise<void> | undefined
  let failing = false
  let stopped = false

  function end(session: OpenSession): void {
    if (!open.delete(session)) return
    const ended = session.end()
    live.set(ended.id, createEndedSession(session.number, ended))
    onChange(ended.id)
    waiting.push(ended)
    waitingChars += sizeOf(ended)
    while (waitingChars > maxWaitingChars && waiting.length > 0) forget(waiting.splice(0, 1))
    if (waiting.length >= writeStep && !failing) void write()
    else if (!stopped) timer ??= setTimeout(() => void write(), writeEveryMs)
  }

  function forget(sessions: EndedSession[]): void {
    for (const session of sessions) {
      waitingChars -= sizeOf(session)
      live.delete(session.id)
    }
  }

  function write(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    writing ??= writeAll()
      .catch(report)
      .finally(() => (writing = undefined))
    return writing
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, writeStep)
      await repository.recordSessions({ sessions: batch, now: now() }).catch((error: unknown) => {
        waiting.unshift(...batch)
        throw error
      })
      forget(batch)
      failing = false
    }
  }

  /** A store that cannot be written says so once, not every second. */
  function report(error: unknown): void {
    if (!failing) onError(error)
    failing = true
    if (!stopped) timer ??= setTimeout(() => void write(), writeEveryMs)
  }

  async function sweep(): Promise<void> {
    while (!stopped && (await repository.deleteOldSessions(now())) > 0);
  }

  return {
    /** A connection was opened. `facts` is asked whenever somebody looks. */
    open(id: string, facts: () => SessionFacts) {
      const session = createOpenSession({
        id,
        number: ++opened,
        facts,
        now,
        onChange: () => onChange(id),
      })
      open.add(session)
      live.set(id, session)
      onChange(id)
      return {
        client: session.client,
        server: session.server,
        accepted: session.accepted,
        ended: () => end(session),
      }
    },
    /** Not in the store yet, oldest first. */
    live: (): ReadonlyMap<string, LiveSession> => live,
    start(): void {
      sweeper = setInterval(() => void sweep().catch(onError), sweepEveryMs)
      void sweep().catch(onError)
    },
    async stop(): Promise<void> {
      clearInterval(sweeper)
      for (const session of open) end(session)
      stopped = true
      await writing
      await write()
    },
  }
}

const sizeOf = ({ dialogue }: EndedSession): number => dialogue.length + overheadChars
