import type { ServerResponse } from 'node:http'
import { finished } from 'node:stream'

type OpenCall = { keyId: string; expiresAt: number | null }

/** How late a stream may end after its key has expired. */
const tickMs = 1_000

/**
 * The calls of keys that have no whole answer yet: event streams, waiting calls. Without this a key that was revoked
 * would go on hearing of mail for as long as it holds its stream.
 */
export function createOpenCalls({ now }: { now: () => number }) {
  const open = new Map<ServerResponse, OpenCall>()
  let timer: NodeJS.Timeout | undefined

  function endWhere(ended: (call: OpenCall) => boolean): void {
    for (const [response, call] of open) if (ended(call)) response.destroy()
  }

  return {
    add(response: ServerResponse, call: OpenCall): void {
      open.set(response, call)
      finished(response, () => open.delete(response))
    },
    /** The key is not what it was: whoever still may call does so anew. */
    end: (keyId: string): void => endWhere(call => call.keyId === keyId),
    start(): void {
      timer = setInterval(() => {
        const at = now()
        endWhere(({ expiresAt }) => expiresAt !== null && expiresAt <= at)
      }, tickMs)
      timer.unref()
    },
    stop: (): void => clearInterval(timer),
  }
}
