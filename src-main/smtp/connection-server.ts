import type net from 'node:net'
import type tls from 'node:tls'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { v7 as uuidv7 } from 'uuid'
import { createRoom } from '../rates/make-room.ts'
import { GuardedConnection } from './guarded-connection.ts'
import type { LoginPolicy } from './login-rule.ts'
import type { NotedConnection, Noting } from './noted-connection.ts'

type Options = SMTPServerOptions & Noting & { loginPolicy: () => LoginPolicy }

/** smtp-server with connections of our own kind. */
export class ConnectionServer extends SMTPServer {
  private readonly noting: Noting
  private readonly room = createRoom<NotedConnection>()
  private readonly loginPolicy: () => LoginPolicy

  constructor({ openNotes, counts, loginPolicy, ...options }: Options) {
    super(options)
    this.noting = { openNotes, counts }
    this.loginPolicy = loginPolicy
  }

  /**
   * The library makes an id here, which nobody needs, and waits a turn of the event loop. With one more turn those are known
   * that have reset their connection already, as scans and floods do: they cost no greeting, no exception that says it could
   * not be written, and no session.
   */
  override _handleProxy(socket: net.Socket, callback: (error: null) => void): void {
    const ignore = () => {}
    socket.on('error', ignore)
    setImmediate(() =>
      setImmediate(() => {
        socket.off('error', ignore)
        if (!socket.destroyed) callback(null)
      }),
    )
  }

  override connect(
    socket: net.Socket | tls.TLSSocket,
    socketOptions?: ConstructorParameters<typeof GuardedConnection>[2],
  ): void {
    const options = { ...socketOptions, id: uuidv7() }
    const connection = new GuardedConnection(this, socket, options, { ...this.noting, room: this.room })
    connection.loginPolicy = this.loginPolicy
    this.connections.add(connection)
    connection.on('error', (error: Error) => this._onError(error))
    connection.on('connect', data => this._onClientConnect(data))
    if (this.connections.size > this.options.maxClients!) this.makeRoomFor(connection)
    connection.init()
  }

  /** When nobody may be sent away, the newcomer is refused. */
  private makeRoomFor(newcomer: GuardedConnection): void {
    this.room.makeFor(newcomer)?.turnAway('4.7.0 Others need the connection, come back in a moment')
  }

  /** Says goodbye to clients that are not in the middle of a mail. */
  dismissIdle(text: string): void {
    for (const connection of this.connections) {
      if (!connection.session.envelope?.mailFrom) (connection as GuardedConnection).leave(text)
    }
  }
}
