import { inspect } from 'node:util'

type Calls = Record<string, (argument: never) => unknown>
type Packet =
  | { kind: 'call'; id: number; name: string; argument: unknown }
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'failure'; id: number; message: string }

/** One end of the channel between two processes. Node clones what crosses as Electron does. */
type Channel = { send(packet: unknown): void; onMessage(listener: (packet: unknown) => void): void }

export type Link<Theirs extends Calls> = {
  call<Name extends keyof Theirs & string>(
    name: Name,
    argument: Parameters<Theirs[Name]>[0],
  ): Promise<Awaited<ReturnType<Theirs[Name]>>>
}

/** Calls in both directions over one channel: ours are served, theirs can be called. */
export function createLink<Ours extends Calls, Theirs extends Calls>(
  channel: Channel,
  ours: Ours,
): Link<Theirs> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let lastId = 0

  async function serve({ id, name, argument }: Extract<Packet, { kind: 'call' }>): Promise<void> {
    try {
      const value = await ours[name]!(argument as never) // both ends share the types
      channel.send({ kind: 'answer', id, value } satisfies Packet)
    } catch (error) {
      channel.send({ kind: 'failure', id, message: messageOf(error) } satisfies Packet)
    }
  }

  channel.onMessage(message => {
    const packet = message as Packet // only the other end writes here
    if (packet.kind === 'call') return void serve(packet)
    const call = waiting.get(packet.id)
    waiting.delete(packet.id)
    if (packet.kind === 'answer') call?.resolve(packet.value)
    else call?.reject(new Error(packet.message))
  })

  return {
    call(name, argument) {
      const id = ++lastId
      const call = Promise.withResolvers<unknown>()
      waiting.set(id, call)
      channel.send({ kind: 'call', id, name, argument } satisfies Packet)
      return call.promise as Promise<never> // the other end answers as its type says
    },
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : inspect(error)
}
