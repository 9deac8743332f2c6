import type { Address } from '#shared/api/fields.ts'
import type { MessageDetail } from '#shared/api/message-shapes.ts'

type Headed = Pick<MessageDetail, 'envelope' | 'from' | 'to' | 'cc' | 'bcc'>

/** What the envelope says that the header does not; a bounce comes from nobody, which wants a word. */
export function envelopeDifference(
  { envelope, from, to, cc, bcc }: Headed,
  nobody: string,
): { from: Address[]; to: Address[] } {
  const named = new Set([...to, ...cc, ...bcc].map(({ address }) => address.toLowerCase()))
  const agrees = envelope.mailFrom.toLowerCase() === from.address.toLowerCase()
  return {
    from: agrees ? [] : [{ name: '', address: envelope.mailFrom || nobody }],
    to: envelope.rcptTo
      .filter(address => !named.has(address.toLowerCase()))
      .map(address => ({ name: '', address })),
  }
}
