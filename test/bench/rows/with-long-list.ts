import type { Contender } from '../contenders/contender.ts'
import type { Server } from '../process/server.ts'
import { deliver } from './deliver.ts'
import type { Tools } from './row.ts'

/** Mails are made before they are sent; so many at a time fit into memory. */
const portion = 10_000
/** The page shows them beside the list: as many as a busy team has. */
const mailboxes = 500

/** Runs a contender that holds a long list of mails. */
export function withLongList<T>(
  contender: Contender,
  { scale, load, withServer }: Tools,
  work: (server: Server) => Promise<T>,
): Promise<T> {
  const { listed, connections } = scale
  return withServer(contender, {}, async server => {
    for (let first = 0; first < listed; first += portion) {
      const messages = Math.min(portion, listed - first)
      const job = { kind: 'real', first, messages, mailboxes, connections, keepOpen: true } as const
      await deliver(server, load, job)
    }
    return work(server)
  })
}
