import { NotedConnection } from './noted-connection.ts'

/** A reply that brings its own enhanced status code (RFC 3463), so that none is put in front. */
const enhancedCode = /^[245]\.\d{1,3}\.\d{1,3} /

/**
 * smtp-server waits 100 ms before its greeting to catch clients that talk too early, which would cost every test
 * that opens a connection a tenth of a second. Here nobody is a spammer, so the greeting goes out at once;
 * the limit of connections and everything else stays. How it is kept: ConnectionServer.
 */
export class QuickConnection extends NotedConnection {
  override init(): void {
    this._setListeners(() => {
      const { maxClients } = this._server.options
      if (maxClients && this._server.connections.size > maxClients) {
        this.turnAway('4.7.0 Too many connected clients, try again in a moment')
        return
      }
      this.connectionReady()
    })
  }

  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    const complete = typeof data === 'string' && enhancedCode.test(data)
    super.send(code, data, complete ? false : context)
  }
}
