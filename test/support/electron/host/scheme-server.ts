import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { AppCalls } from '../calls.ts'
import type { Link } from '../link.ts'
import { browserHosts, toAppHeaders, toAppUrl } from './origin-map.ts'

/** Says which session a request is of; Chromium sends it with every one of a window in another. */
export const partitionHeader = 'x-simulated-partition'

/**
 * Where Chromium's requests for the app's scheme arrive, to be answered by the app's protocol handler. A socket, since
 * Chromium's downloads pass by the interception of requests; Electron needs none.
 */
export async function openSchemeServer(getApp: () => Link<AppCalls>) {
  const server = createServer((request, response) => {
    forward(request, response, getApp()).catch(() => response.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listening on a port
  return {
    /** For Chromium: these names are here, and no other name exists. */
    hostRules: `--host-resolver-rules=MAP ${browserHosts} 127.0.0.1:${port}, MAP * ~NOTFOUND`,
    close(): void {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function forward(request: IncomingMessage, response: ServerResponse, app: Link<AppCalls>) {
  const { [partitionHeader]: partition, ...sent } = toAppHeaders(request.headersDistinct)
  const given = await buffer(request)
  const { status, headers, body } = await app.call('request', {
    partition: partition ?? '',
    url: toAppUrl(`http://${request.headers.host}${request.url}`),
    method: request.method ?? 'GET',
    headers: sent,
    body: given.length > 0 ? given : undefined,
  })
  response.statusCode = status
  for (const [name, value] of headers) response.appendHeader(name, value)
  // Chromium caches what comes by HTTP; what comes by a scheme of the app's it does not.
  response.setHeader('cache-control', 'no-store')
  response.end(body)
}
