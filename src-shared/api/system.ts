import { z } from 'zod'
import { operation } from './operation.ts'

const Port = z.int().nullable()

/** Why mail cannot be stored, or not safely. All but `damaged` end by themselves once the cause is gone. */
export const StoreProblem = z.enum([
  'disk_full',
  'read_only',
  'io_error',
  'no_memory',
  'restarting',
  'damaged',
])
export type StoreProblem = z.infer<typeof StoreProblem>

export const Info = z.object({
  version: z.string(),
  runtime: z.enum(['electron', 'node']),
  host: z.string(),
  httpPort: Port,
  smtpPort: Port,
  smtpsPort: Port,
  /** Only for the owner. */
  dataDir: z.string().optional(),
  /** What does not work right now, in words for people: a taken port, for example. */
  problems: z.array(z.string()),
  /** Mail is refused until the owner goes on, or Mayfly starts anew. */
  paused: z.boolean(),
  /** What is wrong with the store, in a word; null when nothing is. `problems` says it in words. */
  storeProblem: StoreProblem.nullable(),
  /** The newest message's `seq`; 0 in an empty store. */
  lastSeq: z.int(),
  messageCount: z.int(),
  unreadCount: z.int(),
  pinnedCount: z.int(),
})
export type Info = z.infer<typeof Info>

const Reception = z.strictObject({ paused: z.boolean() })

export const systemOperations = {
  getInfo: operation({
    method: 'GET',
    path: '/info',
    summary: 'Version, ports and counts.',
    access: 'key',
    output: Info,
  }),
  updateReception: operation({
    method: 'PATCH',
    path: '/reception',
    summary: 'Pauses receiving by SMTP, or goes on; senders are told to try again later.',
    access: 'owner',
    body: Reception,
    output: Reception,
  }),
}
