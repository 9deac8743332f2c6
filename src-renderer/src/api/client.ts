import { inject, type InjectionKey } from 'vue'
import type { Call, OperationName, Output } from '#shared/api/contract.ts'
import { AppError } from '#shared/api/errors.ts'
import type { StreamListener, Transport } from './transport.ts'

export type Client = {
  call<N extends OperationName>(name: N, input: Call<N>): Promise<Output<N>>
  /** As `call`, and goes out although the page is being left: then nobody hears of the answer. */
  callLast<N extends OperationName>(name: N, input: Call<N>): Promise<Output<N>>
  subscribe(listener: StreamListener): () => void
  /** Before the page goes: what is under way is dropped. */
  close(): void
}

export const clientKey: InjectionKey<Client> = Symbol('client')

type Deps = {
  transport: Transport
  /** Called when a call was refused because nobody is signed in. */
  onUnauthorized: () => void
}

export function createClient({ transport, onUnauthorized }: Deps): Client {
  const callBy =
    (send: Transport['send']): Client['call'] =>
    async (name, input) => {
      try {
        // The server checked its answer against the same contract.
        return (await send(name, input)) as never
      } catch (error) {
        if (error instanceof AppError && error.code === 'unauthorized') onUnauthorized()
        throw error
      }
    }

  return {
    call: callBy(transport.send),
    callLast: callBy(transport.sendLast),
    subscribe: transport.subscribe,
    close: transport.close,
  }
}

export function useClient(): Client {
  const client = inject(clientKey)
  if (!client) throw new Error('No client was provided')
  return client
}
