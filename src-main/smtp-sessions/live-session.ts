import type { RefusalReason } from '#shared/api/sessions.ts'
import { addLine, createDialogue, writeDialogue } from './dialogue.ts'
import type { EndedSession } from './repository.ts'

/** What can be told of a session at any time. */
export type SessionFacts = { remoteAddress: string; helo: string; tls: boolean; user: string | null }

/** A session that is not in the store yet, as readers see it: open, or ended a moment ago. */
export type LiveSession = {
  id: string
  /** Grows in the order they began. */
  number: number
  /** As it is now; without an end while it is open. */
  snapshot: () => Omit<EndedSession, 'endedAt' | 'dialogue'> & { endedAt: number | null }
  /** As `writeDialogue` writes it. */
  dialogue: () => string
}

export type OpenSession = ReturnType<typeof createOpenSession>

type Deps = { id: string; number: number; facts: () => SessionFacts; now: () => number }

/** Gathers what is said in one session. */
export function createOpenSession({ id, number, facts, now }: Deps) {
  const startedAt = now()
  const dialogue = createDialogue()
  let accepted = 0
  let refused = 0
  let refusal: string | null = null

  const summary = () => ({ id, startedAt, ...facts(), accepted, refused, refusal })

  return {
    id,
    number,
    snapshot: () => ({ ...summary(), endedAt: null }),
    dialogue: () => writeDialogue(dialogue),
    client(text: string): void {
      addLine(dialogue, { atMs: now() - startedAt, from: 'client', text, reason: null })
    },
    /** With a reason the answer is a refusal. */
    server(text: string, reason?: RefusalReason): void {
      addLine(dialogue, { atMs: now() - startedAt, from: 'server', text, reason: reason ?? null })
      if (!reason) return
      refused++
      refusal ??= text
    },
    accepted(): void {
      accepted++
    },
    end: (): EndedSession => ({ ...summary(), endedAt: now(), dialogue: writeDialogue(dialogue) }),
  } satisfies LiveSession & Record<string, unknown>
}

/**
 * A session that waits to be written. It must not hold on to the open one, and with it to the connection and its
 * buffers: at thousands of sessions a second that is most of the memory.
 */
export function createEndedSession(number: number, ended: EndedSession): LiveSession {
  return { id: ended.id, number, snapshot: () => ended, dialogue: () => ended.dialogue }
}
