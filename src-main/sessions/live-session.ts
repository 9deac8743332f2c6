import type { RefusalReason } from '#shared/api/sessions.ts'
import { addLine, createDialogue } from './dialogue.ts'
import type { EndedSession } from './repository.ts'

/** What can be told of a session at any time. */
export type SessionFacts = { remoteAddress: string; helo: string; tls: boolean; user: string | null }

/** A session that is not in the store yet: open, or ended a moment ago. */
export type LiveSession = ReturnType<typeof createLiveSession>

type Deps = { id: string; number: number; facts: () => SessionFacts; now: () => number }

/** Gathers what is said in one session. */
export function createLiveSession({ id, number, facts, now }: Deps) {
  const startedAt = now()
  const dialogue = createDialogue()
  let accepted = 0
  let refused = 0
  let refusal: string | null = null
  let ended: EndedSession | undefined

  const summary = () => ({ id, startedAt, ...facts(), accepted, refused, refusal })
  const toJson = (): string =>
    JSON.stringify({ lines: [...dialogue.head, ...dialogue.tail], omitted: dialogue.omitted })

  return {
    id,
    /** Grows in the order they began. */
    number,
    client(text: string): void {
      addLine(dialogue, [now() - startedAt, 1, text])
    },
    /** With a reason the answer is a refusal. */
    server(text: string, reason?: RefusalReason): void {
      addLine(dialogue, reason ? [now() - startedAt, 0, text, reason] : [now() - startedAt, 0, text])
      if (!reason) return
      refused++
      refusal ??= text
    },
    accepted(): void {
      accepted++
    },
    end(): EndedSession {
      ended ??= { ...summary(), endedAt: now(), dialogue: toJson() }
      return ended
    },
    hasEnded: () => ended !== undefined,
    /** As it is now; without an end while it is open. */
    snapshot: () => ended ?? { ...summary(), endedAt: null },
    dialogue: () => ended?.dialogue ?? toJson(),
  }
}
