import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Trap = {
  port: number
  hits: string[]
  connections(): number
  reset(): void
  /** Serves a page, as somebody without Mayfly's care would. */
  serve(page: string): void
  close(): void
}

/** A web server that notes who comes. */
export async function setTrap(): Promise<Trap> {
  const hits: string[] = []
  let connections = 0
  let served = ''
  const server = createServer((request, response) => {
    hits.push(request.url ?? '')
    if (request.url === '/page') response.setHeader('content-type', 'text/html; charset=utf-8').write(served)
    response.end()
  }).listen(0, '127.0.0.1')
  server.on('connection', () => connections++)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    hits,
    connections: () => connections,
    reset() {
      hits.splice(0)
      connections = 0
    },
    serve: page => (served = page),
    close: () => server.close(),
  }
}
