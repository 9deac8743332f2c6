import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js'
import { SMTPServer } from 'smtp-server'
import type net from 'node:net'
import type tls from 'node:tls'

/** A reply that brings its own enhanced status code (RFC 3463), so that none is put in front. */
const enhancedCode = /^[245]\.\d{1,3}\.\d{1,3} /

/**
 * smtp-server waits 100 ms before its greeting to catch clients that talk too early, which would cost every test
 * that opens a connection a tenth of a second. Here nobody is a spammer, so the greeting goes out at once;
 * the limit of connections and everything else stays.
 */
class QuickConnection extends SMTPConnection {
  override init(): void {
    this._setListeners(() => {
      const { maxClients } = this._server.options
      if (maxClients && this._server.connections.size > maxClients) {
        this.send(421, '4.7.0 Too many connected clients, try again in a moment', false)
        return
      }
      this.connectionReady()
    })
  }

  override send(code: number, data?: unknown, context?: string | false): void {
    const complete = typeof data === 'string' && enhancedCode.test(data)
    super.send(code, data as string, complete ? false : context)
  }
}

/** smtp-server with quick connections. */
export class QuickServer extends SMTPServer {
  override connect(
    socket: net.Socket | tls.TLSSocket,
    socketOptions?: ConstructorParameters<typeof SMTPConnection>[2] | null,
  ): void {
    const connection = new QuickConnection(this, socket, socketOptions ?? undefined)
    this.connections.add(connection)
    connection.on('error', (error: Error) => this._onError(error))
    connection.on('connect', data => this._onClientConnect(data))
    connection.init()
  }
}
