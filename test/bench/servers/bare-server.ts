import type { AddressInfo } from 'node:net'
import { ConnectionServer } from '#main/smtp/connection-server.ts'
import { uncounted } from '#main/smtp/session-notes.ts'

/** Takes every mail, keeps none. Ends by itself when nobody has stopped it. */
const longestMs = 30 * 60_000

const nothing = () => {}

const server = new ConnectionServer({
  openNotes: () => ({ client: nothing, server: nothing, accepted: nothing, ended: nothing }),
  counts: uncounted,
  loginPolicy: () => ({ auth: 'any', requireTls: false }),
  name: 'localhost',
  logger: false,
  authOptional: true,
  disableReverseLookup: true,
  hideSTARTTLS: true,
  size: 50 * 1024 * 1024,
  onData(stream, _session, callback) {
    stream.resume()
    stream.on('end', () => callback(null, '2.0.0 Ok: thrown away'))
  },
})
server.on('error', () => {})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready ${(server.server.address() as AddressInfo).port}\n`)
})
setTimeout(() => process.exit(0), longestMs).unref()
process.on('SIGTERM', () => process.exit(0))
