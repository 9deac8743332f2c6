import { z } from 'zod'
import { operation } from './operation.ts'

const Security = z.enum(['none', 'starttls', 'tls'])

/** An SMTP server of the owner's choice that messages are released through. */
export const Relay = z.object({
  host: z.string().min(1).max(255),
  port: z.int().min(1).max(65_535),
  /** `starttls` and `tls` insist on it, and on a certificate that fits the host. */
  security: Security,
  /** Null when it wants no login. */
  user: z.string().max(320).nullable(),
  /** Who it says sends the mail; null leaves it as the message's envelope has it. */
  sender: z.string().max(320).nullable(),
  /** Addresses that mail may be released to, separated by commas, `*` for any part; empty for anybody. */
  allowedRecipients: z.string().max(2_000),
})
export type Relay = z.infer<typeof Relay>

const hostPattern = /^[a-z0-9._:-]+$/i
const addressPattern = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/
const Address = z.string().max(320).regex(addressPattern, 'must be an address such as dana@example.com')

/** The password goes in and never comes out. Left out, the one that is kept stays for the same host and user. */
export const RelayChange = z.strictObject({
  ...Relay.shape,
  host: z.string().max(255).regex(hostPattern, 'must be a host name or an address'),
  user: z.string().min(1).max(320).nullable(),
  sender: Address.nullable(),
  password: z.string().min(1).max(1_000).optional(),
})
export type RelayChange = z.infer<typeof RelayChange>

/** A release is for looking at a mail in a real client, not for mailing lists. */
const maxRecipients = 20

export const relayOperations = {
  releaseMessage: operation({
    method: 'POST',
    path: '/messages/:id/release',
    summary: 'Sends a message, as it came in, through the relay of the settings to real recipients.',
    access: 'owner',
    params: z.strictObject({ id: z.string().min(1).max(100) }),
    body: z.strictObject({ to: z.array(Address).min(1).max(maxRecipients) }),
    output: z.object({
      accepted: z.array(z.string()),
      /** Those that the relay refused, while it took the message for others. */
      refused: z.array(z.object({ address: z.string(), reason: z.string() })),
      /** What the relay said to the message. */
      response: z.string(),
    }),
  }),
}
