import type { Address } from '#shared/api/fields.ts'
import type { MessageDetail } from '#shared/api/message-shapes.ts'

type Headed = Pick<MessageDetail, 'envelope' | 'from' | 'to' | 'cc' | 'bcc'>

/** What the envelope says that the header does not; `from` is null when they agree. */
export function envelopeDifference({ envelope, from, to, cc, bcc }: Headed): {
  from: string | null
  to: Address[]
} {
  const named = new Set([...to, ...cc, ...bcc].map(({ address }) => address.toLowerCase()))
  const unnamed = envelope.rcptTo.filter(address => !named.has(address.toLowerCase()))
  return {
    from: envelope.mailFrom.toLowerCase() === from.address.toLowerCase() ? null : envelope.mailFrom,
    to: unnamed.map(address => ({ name: '', address })),
  }
}
