import { routes } from '#shared/api/routes.ts'
import { openEventStream } from './event-stream.ts'
import { buildRequest } from './http-request.ts'
import { sendRequest } from './send-request.ts'
import type { Transport } from './transport.ts'

export function createHttpTransport(): Transport {
  const leaving = new AbortController()
  const never = new Promise<never>(() => {})
  const sendBy =
    (keepalive: boolean): Transport['send'] =>
    async (name, input) => {
      try {
        const manner = keepalive ? { keepalive } : { signal: leaving.signal }
        const response = await sendRequest(buildRequest(routes[name], input), manner)
        return response.status === 204 ? undefined : await response.json()
      } catch (error) {
        if (leaving.signal.aborted) return never
        throw error
      }
    }
  return {
    send: sendBy(false),
    sendLast: sendBy(true),
    subscribe(listener) {
      const close = openEventStream(listener)
      leaving.signal.addEventListener('abort', close)
      return close
    },
    close: () => leaving.abort(),
  }
}
