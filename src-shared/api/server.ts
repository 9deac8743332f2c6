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

/** Where a value comes from: nowhere (the default), chosen here and kept, or given from outside, which fixes it. */
const Source = z.object({
  kind: z.enum(['default', 'kept', 'argument', 'variable', 'file']),
  /** What gives it: `--smtp-port`, `MAYFLY_SMTP_PORT`, the path of the file. */
  name: z.string().nullable(),
})
export type Source = z.infer<typeof Source>

/** Why a port is not open. */
export const PortProblem = z.object({
  reason: z.enum(['in_use', 'not_permitted', 'no_such_address']),
  message: z.string(),
  /** One that could be had instead when this was found. */
  freePort: z.int().nullable(),
})
export type PortProblem = z.infer<typeof PortProblem>

const Port = z.object({
  /** 0 is any free one, null is off. */
  asked: z.int().nullable(),
  /** The one that is open right now. */
  bound: z.int().nullable(),
  problem: PortProblem.nullable(),
  source: Source,
})

/** How the server takes mail and calls. */
export const Server = z.object({
  host: z.string(),
  hostSource: Source,
  /** Further names by which browsers may reach it. */
  allowedHosts: z.array(z.string()),
  smtpPort: Port,
  smtpsPort: Port,
  httpPort: Port,
  /** The SMTP port offers STARTTLS. */
  starttls: z.boolean(),
  starttlsSource: Source,
  sharing: z.object({
    /** Other machines can reach it. */
    on: z.boolean(),
    /** The `host` that shares it with all networks of this machine. */
    host: z.string(),
    /** Addresses of this machine by which others reach it, or would. */
    addresses: z.array(z.string()),
    /** Without a password it is not shared. */
    passwordSet: z.boolean(),
  }),
  /** Null when SMTP offers no TLS. */
  certificate: Certificate.nullable(),
  limits: z.object({
    messageBytes: z.int(),
    recipients: z.int(),
    connections: z.int(),
    idleSeconds: z.int(),
  }),
  /**
   * Where keys for other servers are kept that are typed in: by the operating system, in an encrypted file, in memory
   * until the server stops (`session`), or in variables.
   */
  secrets: z.enum(['system', 'file', 'session', 'environment']),
  /** What it runs on, by name: node, electron, v8. */
  versions: z.record(z.string(), z.string()),
})
export type Server = z.infer<typeof Server>

const portNumber = z.int().min(0).max(65_535)
/** An IP address or a name of this machine; whether it is one is found out by listening there. */
const Host = z
  .string()
  .max(255)
  .regex(/^[\w.:%-]+$/, 'must be an address of this machine')

/** What can be changed while the server runs. 0 takes any free port, null switches SMTP over TLS off. */
export const ServerChange = z.strictObject({
  host: Host.optional(),
  smtpPort: portNumber.optional(),
  smtpsPort: portNumber.nullable().optional(),
  httpPort: portNumber.optional(),
  starttls: z.boolean().optional(),
})
export type ServerChange = z.infer<typeof ServerChange>

export const serverOperations = {
  getServer: operation({
    method: 'GET',
    path: '/server',
    summary:
      'How the server takes mail and calls: ports, where each was set, TLS, sharing, limits, versions.',
    access: 'owner',
    output: Server,
  }),
  updateServer: operation({
    method: 'PATCH',
    path: '/server',
    summary: 'Changes ports, address and STARTTLS while it runs; when a port cannot be had, nothing changes.',
    access: 'owner',
    body: ServerChange,
    output: Server,
  }),
  retryServer: operation({
    method: 'POST',
    path: '/server/retry',
    summary: 'Tries once more to open the ports that could not be opened.',
    access: 'owner',
    output: Server,
  }),
}
