import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import type { Relay } from '#shared/api/relay.ts'
import { wholeStore } from '#shared/api/scope.ts'
import type { MessageReader } from './reader.ts'
import { isAllowedRecipient } from './recipient-pattern.ts'

export type RelayWithPassword = Relay & { password: string | null }

export type SendByRelay = (
  relay: RelayWithPassword,
  mail: { from: string; to: string[]; raw: Buffer },
) => Promise<{ accepted: string[]; refused: { address: string; reason: string }[]; response: string }>

type Deps = {
  reader: Pick<MessageReader, 'find' | 'raw'>
  /** Null while the owner has set none. */
  relay: () => RelayWithPassword | null
  /** Rejects with an Error whose message says, in words for people, what is wrong. */
  send: SendByRelay
}

/** Lets a caught message out after all, to whom the owner allows. */
export function createReleaseHandler({ reader, relay, send }: Deps): Handlers<'releaseMessage'> {
  return {
    async releaseMessage({ id, to }) {
      const row = await reader.find(wholeStore, id)
      const chosen = relay()
      if (!chosen)
        throw new AppError(
          'unprocessable',
          'There is no relay to release messages through. Set one in the settings.',
        )
      checkRecipients(chosen, to)
      const envelope = JSON.parse(row.envelope_json) as { mailFrom: string }
      const raw = await reader.raw(row)
      try {
        return await send(chosen, { from: chosen.sender ?? envelope.mailFrom, to: [...new Set(to)], raw })
      } catch (error) {
        throw new AppError('remote_error', error instanceof Error ? error.message : String(error), {
          cause: error,
        })
      }
    },
  }
}

function checkRecipients({ allowedRecipients }: Relay, to: string[]): void {
  const refused = to.filter(address => !isAllowedRecipient(allowedRecipients, address))
  if (refused.length === 0) return
  throw new AppError(
    'forbidden',
    `Messages may not be released to ${refused.join(', ')}. The settings of the relay allow ${allowedRecipients}.`,
    { details: refused.map(address => ({ field: 'to', address })) },
  )
}
