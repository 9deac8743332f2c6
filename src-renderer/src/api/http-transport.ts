import { routes } from '#shared/api/routes.ts'
import { openEventStream } from './event-stream.ts'
import { buildRequest } from './http-request.ts'
import { sendRequest } from './send-request.ts'
import type { Transport } from './transport.ts'

export function createHttpTransport(): Transport {
  const leaving = new AbortController()
  const never = new Promise<never>(() => {})
  return {
    async send(name, input) {
      try {
        const response = await sendRequest(buildRequest(routes[name], input), leaving.signal)
        return response.status === 204 ? undefined : await response.json()
      } catch (error) {
        if (leaving.signal.aborted) return never
        throw error
      }
    },
    sendLast(name, input) {
      const { url, method, body } = buildRequest(routes[name], input)
      const headers = { 'content-type': 'application/json' }
      void fetch(url, { method, keepalive: true, ...(body === undefined ? {} : { body, headers }) })
    },
    subscribe(listener) {
      const close = openEventStream(listener)
      leaving.signal.addEventListener('abort', close)
      return close
    },
    close: () => leaving.abort(),
  }
}
