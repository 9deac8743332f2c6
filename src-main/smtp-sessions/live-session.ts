import type { RefusalReason } from '#shared/api/sessions.ts'
import { addLine, createDialogue, writeDialogue } from './dialogue.ts'
import { readAddress } from './read-address.ts'
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

type Deps = {
  id: string
  number: number
  facts: () => SessionFacts
  now: () => number
  /** Called when there is more to see: often, and it must be quick. */
  onChange: () => void
}

/** Recipients kept of a session: enough to know it by, few enough for thousands of sessions in memory. */
const maxRecipients = 10

/** Gathers what is said in one session. */
export function createOpenSession({ id, number, facts, now, onChange }: Deps) {
  const startedAt = now()
  const dialogue = createDialogue()
  let accepted = 0
  let refused = 0
  let refusal: string | null = null
  let refusalReason: RefusalReason | null = null
  let sender: string | null = null
  const recipients: string[] = []

  const summary = () => ({
    id,
    startedAt,
    ...facts(),
    sender,
    recipients: [...recipients],
    accepted,
    refused,
    refusal,
    refusalReason,
  })

  function noteAddress(text: string): void {
    const named = readAddress(text)
    if (!named) return
    if (named.of === 'sender') sender ??= named.address
    else if (recipients.length < maxRecipients && !recipients.includes(named.address))
      recipients.push(named.address)
    onChange()
  }

  return {
    id,
    number,
    snapshot: () => ({ ...summary(), endedAt: null }),
    dialogue: () => writeDialogue(dialogue),
    client(text: string): void {
      addLine(dialogue, { atMs: now() - startedAt, from: 'client', text, reason: null })
      noteAddress(text)
    },
    /** With a reason the answer is a refusal. */
    server(text: string, reason?: RefusalReason): void {
      addLine(dialogue, { atMs: now() - startedAt, from: 'server', text, reason: reason ?? null })
      if (!reason) return
      refused++
      refusal ??= text
      refusalReason ??= reason
      onChange()
    },
    accepted(): void {
      accepted++
      onChange()
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
