import { lookup } from 'node:dns/promises'
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { backlog } from '../rates/backlog.ts'
import { answerBrokenRequest } from './connection-bounds.ts'

/** As long as Fastify gives connections of its own. */
const keepAliveTimeout = 72_000
/** A page that was told of the new port needs a moment to go there. */
const momentMs = 1_000
/** Downloads may end; waiting calls and event streams, which may go on for ever, are cut and begun anew. */
const finishMs = 10_000

/**
 * Sockets for one request handler, any number at a time, so that a new one is open before an old one is let go.
 * The framework's own server listens nowhere.
 */
export function createHttpSockets(options: ServerOptions) {
  let listener: RequestListener | undefined
  let prepare = (_server: Server): void => {}
  const servers = new Set<Server>()

  async function listen(port: number, address: string): Promise<Server> {
    const server = createServer({ ...options, keepAliveTimeout }, listener)
    server.on('clientError', answerBrokenRequest)
    prepare(server)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host: address, backlog }, () => {
        server.off('error', reject)
        resolve()
      })
    })
    servers.add(server)
    server.once('close', () => servers.delete(server))
    return server
  }

  return {
    /** What Fastify calls with its handler. */
    serverFactory(handler: RequestListener): Server {
      listener = handler
      return createServer()
    },

    /** Called with every server before it listens. */
    onOpen(look: (server: Server) => void): void {
      prepare = look
    },

    /** Rejects as net.Server does. `localhost` is every address of that name, as far as it can be had. */
    async open(port: number, host: string) {
      const [first = host, ...others] = host === 'localhost' ? await addressesOf(host) : [host]
      const server = await listen(port, first)
      const bound = (server.address() as AddressInfo).port // it listens on a port
      const more = await Promise.all(others.map(other => listen(bound, other).catch(() => undefined)))
      const all = [server, ...more.filter(one => one !== undefined)]
      return {
        port: bound,
        /** Takes no new connections from this moment on; calls that are being answered go on. */
        release: () => all.forEach(one => void one.close()),
        /** Takes new ones for a moment still, and then lets calls end. */
        async leave(): Promise<void> {
          await wait(momentMs, undefined, { ref: false })
          const ended = Promise.all(all.map(end))
          await Promise.race([ended, wait(finishMs, undefined, { ref: false })])
          all.forEach(one => one.closeAllConnections())
        },
        stop: () => stopAll(all),
      }
    },

    /** Closes every one of them, and cuts what is open. */
    stop: () => stopAll([...servers]),
  }
}

async function stopAll(servers: Server[]): Promise<void> {
  const ended = servers.map(end)
  servers.forEach(one => one.closeAllConnections())
  await Promise.all(ended)
}

/** Resolves once no connection is open. */
function end(server: Server): Promise<void> {
  return new Promise(resolve => void server.close(() => resolve()))
}

async function addressesOf(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address)
}
