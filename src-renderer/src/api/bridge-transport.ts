import { AppError } from '#shared/api/errors.ts'
import type { Bridge } from '#shared/shell/bridge.ts'
import type { Transport } from './transport.ts'

/** The desktop window talks to its own process: there is no connection that could be lost. */
export function createBridgeTransport(bridge: Bridge): Transport {
  return {
    async send(name, input) {
      const result = await bridge.invoke(name, input)
      if (result.ok) return result.output
      const { error, message, details } = result.error
      throw new AppError(error, message, details ? { details } : {})
    },
    sendLast: (name, input) => void bridge.invoke(name, input),
    subscribe({ onEvent, onLive }) {
      onLive(true)
      return bridge.onEvent(onEvent)
    },
    close: () => {},
  }
}
