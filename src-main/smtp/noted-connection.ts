import type net from 'node:net'
import { TLSSocket } from 'node:tls'
import type { SMTPServer } from 'smtp-server'
import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js'
import type { RefusalReason } from '#shared/api/sessions.ts'
import type { Room } from '../rates/make-room.ts'
import { networkOf } from '../rates/network-of.ts'
import { userOf, type MailSession } from './mail-session.ts'
import { createCommandText, mailText, replyText } from './noted-text.ts'
import type { OpenNotes, SessionNotes, SmtpCounts } from './session-notes.ts'

export type Noting = { openNotes: OpenNotes; counts: SmtpCounts }

type Place = { room: Room<NotedConnection> }

/** OpenSSL's words can be long, and need not be. */
const maxErrorChars = 200

/** A connection that says what is said: to the session log, and to whoever counts. */
export class NotedConnection extends SMTPConnection {
  /** Whom it counts for when connections run short. */
  readonly network: string
  private readonly room: Room<NotedConnection>
  private readonly notes: SessionNotes
  private readonly counts: SmtpCounts
  private readonly commandText = createCommandText()
  /** Between the 354 and the answer to the mail. */
  private receiving = false
  /** The server ends the session by itself: nothing that was asked for is refused. */
  private leaving = false

  constructor(
    server: SMTPServer,
    socket: net.Socket | TLSSocket,
    options: ConstructorParameters<typeof SMTPConnection>[2],
    { openNotes, counts, room }: Noting & Place,
  ) {
    super(server, socket, options)
    this.network = networkOf(this.remoteAddress)
    this.room = room
    room.enter(this)
    this.counts = counts
    this.notes = openNotes(this.id, () => ({
      remoteAddress: this.remoteAddress,
      helo: this.hostNameAppearsAs || '',
      tls: this.secure,
      user: userOf(this.session),
    }))
    counts.onSession('open')
    if (this.secure) this.noteTls()
  }

  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    if (!this._upgrading && this._socket.readyState === 'open') this.noteReply(code, data ?? '', context)
    super.send(code, data, context)
  }

  /** A mail is being sent, or was begun. */
  get isBusy(): boolean {
    return Boolean(this.session.envelope?.mailFrom)
  }

  override close(): void {
    super.close()
    this.room.leave(this)
  }

  /** Says goodbye and waits for nothing: many may have to go at once, and none may hold its socket any longer. */
  turnAway(text: string): void {
    const socket = this._socket
    this.send(421, text)
    socket.destroySoon()
  }

  /** Says goodbye to a client that does nothing. */
  leave(text: string): void {
    this.leaving = true
    this.send(421, text)
    this.close()
  }

  override _onCommand(command: Buffer, callback?: () => void): void {
    this.room.heard(this)
    if (!this._upgrading) this.notes.client(this.commandText(command, this._nextHandler !== false))
    super._onCommand(command, callback)
  }

  override _onError(error: Error): void {
    if (this._upgrading) this.notes.server(`<TLS failed: ${error.message.slice(0, maxErrorChars)}>`)
    super._onError(error)
  }

  override _onTimeout(): void {
    this.leaving = true
    super._onTimeout()
    this.leaving = false
  }

  override upgrade(callback: () => void, secureCallback?: () => void): void {
    super.upgrade(callback, () => {
      this.noteTls()
      secureCallback?.()
    })
  }

  override _onClose(): void {
    const bytes = this._parser ? this._parser.dataBytes : 0
    const ends = !this._closed
    super._onClose()
    this.room.leave(this)
    if (!ends) return
    if (this.receiving) this.notes.client(mailText(bytes, false))
    this.notes.ended()
    this.counts.onSession('close')
  }

  private noteReply(code: number, data: string | string[], context: string | false | undefined): void {
    if (this.receiving) {
      this.notes.client(mailText(this._parser ? this._parser.dataBytes : 0, true))
      if (code === 250) this.notes.accepted()
    }
    this.receiving = code === 354
    const text = replyText(code, this._getEnhancedStatusCode(code, context), data)
    const reason = code >= 400 && !this.leaving ? this.takeReason(context) : undefined
    this.notes.server(text, reason)
    if (reason) this.counts.onRefused(reason)
  }

  /** Left by whoever refused; what the library refuses by itself is too large, or against the protocol. */
  private takeReason(context: string | false | undefined): RefusalReason {
    const session = this.session as MailSession
    const reason = session.refusal
    session.refusal = undefined
    return reason ?? (context === 'MESSAGE_TOO_BIG' ? 'too_large' : 'protocol')
  }

  private noteTls(): void {
    const protocol = this._socket instanceof TLSSocket ? this._socket.getProtocol() : null
    this.notes.server(`<TLS started${protocol ? `: ${protocol}` : ''}>`)
  }
}
