import { AppError } from '#shared/api/errors.ts'
import type { Bridge } from '#shared/shell/bridge.ts'
import type { Transport } from './transport.ts'

/** The desktop window talks to its own process: there is no connection that could be lost. */
export function createBridgeTransport(bridge: Pick<Bridge, 'invoke' | 'follow' | 'on'>): Transport {
  const send: Transport['send'] = async (name, input) => {
    const result = await bridge.invoke({ operation: name, input: plain(input) })
    if (result.ok) return result.output
    const { error, message, details } = result.error
    throw new AppError(error, message, details ? { details } : {})
  }
  return {
    send,
    sendLast: send,
    subscribe({ onEvent, onLive }) {
      onLive(true)
      const end = bridge.on('event', onEvent)
      void bridge.follow()
      return end
    },
    close: () => {},
  }
}

/** What is reactive does not cross to another process. Inputs are JSON, as they are over HTTP. */
function plain(input: unknown): unknown {
  return input === undefined ? undefined : JSON.parse(JSON.stringify(input))
}
