import { inject, type InjectionKey } from 'vue'
import type { Call, OperationName, Output } from '#shared/api/contract.ts'
import type { StreamListener, Transport } from './transport.ts'

export type Client = {
  call<N extends OperationName>(name: N, input: Call<N>): Promise<Output<N>>
  subscribe(listener: StreamListener): () => void
}

export const clientKey: InjectionKey<Client> = Symbol('client')

export function createClient(transport: Transport): Client {
  return {
    // The server checked its answer against the same contract.
    call: (name, input) => transport.send(name, input) as Promise<never>,
    subscribe: transport.subscribe,
  }
}

export function useClient(): Client {
  const client = inject(clientKey)
  if (!client) throw new Error('No client was provided')
  return client
}
