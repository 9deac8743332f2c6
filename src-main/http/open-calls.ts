import type { ServerResponse } from 'node:http'
import { finished } from 'node:stream'

/** A key, or the session of a browser. */
export type Credential = {
  id: string
  /** Unix milliseconds; null is never. */
  expiresAt: () => number | null
}

type OpenCall = { credential: Credential; cut: () => void }

/** How late a stream may end after what it was opened with has expired. */
const tickMs = 1_000

/**
 * The calls that have no whole answer yet: event streams, waiting calls. Without this, who has a key that was revoked
 * or a session that is over would go on hearing of mail for as long as the stream is held.
 */
export function createOpenCalls({ now }: { now: () => number }) {
  const open = new Map<ServerResponse, OpenCall>()
  let timer: NodeJS.Timeout | undefined

  function endWhere(isOver: (credential: Credential) => boolean): void {
    for (const { credential, cut } of open.values()) if (isOver(credential)) cut()
  }

  return {
    /** `cut` ends the answer, whole or not. */
    add(response: ServerResponse, call: OpenCall): void {
      open.set(response, call)
      finished(response, () => open.delete(response))
    },
    /** It is over, or not what it was: whoever still may call does so anew. */
    end: (ended: string): void => endWhere(({ id }) => id === ended),
    start(): void {
      timer = setInterval(() => {
        const at = now()
        endWhere(({ expiresAt }) => (expiresAt() ?? Infinity) <= at)
      }, tickMs)
      timer.unref()
    },
    stop: (): void => clearInterval(timer),
  }
}
