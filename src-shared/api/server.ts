import { z } from 'zod'
import { Timestamp } from './fields.ts'
import { operation } from './operation.ts'

const Certificate = z.object({
  /** SHA-256, in pairs of hex digits. */
  fingerprint: z.string(),
  /** Host names and addresses that it stands for. */
  names: z.array(z.string()),
  validFrom: Timestamp,
  validTo: Timestamp,
  /** For clients that are to trust it. */
  pem: z.string(),
})

/** How the server takes mail: what was chosen when it was started, and cannot change while it runs. */
export const Server = z.object({
  host: z.string(),
  /** Further names by which browsers may reach it. */
  allowedHosts: z.array(z.string()),
  /** The ports that were asked for; 0 is any free one. `/info` says which are open. */
  asked: z.object({ smtpPort: z.int(), smtpsPort: z.int().nullable(), httpPort: z.int() }),
  /** The SMTP port offers STARTTLS. */
  starttls: z.boolean(),
  /** Null when SMTP offers no TLS. */
  certificate: Certificate.nullable(),
  limits: z.object({
    messageBytes: z.int(),
    recipients: z.int(),
    connections: z.int(),
    idleSeconds: z.int(),
  }),
  /** What it runs on, by name: node, electron, v8. */
  versions: z.record(z.string(), z.string()),
})
export type Server = z.infer<typeof Server>

export const serverOperations = {
  getServer: operation({
    method: 'GET',
    path: '/server',
    summary: 'How the server takes mail: ports asked for, TLS and its certificate, limits, versions.',
    access: 'owner',
    output: Server,
  }),
}
