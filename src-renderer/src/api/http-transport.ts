import { contract } from '#shared/api/contract.ts'
import { openEventStream } from './event-stream.ts'
import { buildRequest } from './http-request.ts'
import { sendRequest } from './send-request.ts'
import type { Transport } from './transport.ts'

export function createHttpTransport(): Transport {
  return {
    async send(name, input) {
      const response = await sendRequest(buildRequest(contract[name], input))
      return response.status === 204 ? undefined : response.json()
    },
    subscribe: openEventStream,
  }
}
