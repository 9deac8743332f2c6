import type { Contender } from '../contenders/contender.ts'
import type { Server } from '../process/server.ts'
import { deliver } from './deliver.ts'
import type { Tools } from './row.ts'

/** Runs a contender that holds the usual number of mails. */
export function withStored<T>(
  contender: Contender,
  { scale, load, withServer }: Tools,
  work: (server: Server) => Promise<T>,
): Promise<T> {
  const { stored, connections } = scale
  return withServer(contender, {}, async server => {
    await deliver(server, load, { kind: 'real', first: 0, messages: stored, connections, keepOpen: true })
    return work(server)
  })
}
