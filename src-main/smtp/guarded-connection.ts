import { escapeCramUser } from './cram-user.ts'
import { allMethods, offeredMethods, refuseLogin, type LoginPolicy } from './login-rule.ts'
import type { MailSession } from './mail-session.ts'
import { QuickConnection } from './quick-connection.ts'

/** A connection that offers and takes logins as the owner wants it at this moment. */
export class GuardedConnection extends QuickConnection {
  loginPolicy: () => LoginPolicy = () => ({ auth: 'any', requireTls: false })

  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    super.send(code, Array.isArray(data) ? this.offering(data) : data, context)
  }

  override handler_AUTH(command: Buffer, callback: () => void): void {
    const [, method = ''] = command.toString().trim().split(/\s+/)
    const refusal = refuseLogin(this.loginPolicy(), this.secure, method)
    if (!refusal) {
      return super.handler_AUTH(command, () => {
        if (method.toUpperCase() === 'CRAM-MD5') this.escapeUser()
        callback()
      })
    }
    const session = this.session as MailSession
    session.refusal = refusal.reason
    this.send(refusal.responseCode, refusal.message)
    callback()
  }

  /** The answer to the challenge is the next line. */
  private escapeUser(): void {
    const takeAnswer = this._nextHandler
    if (takeAnswer === false) return
    this._nextHandler = (answer, callback) => takeAnswer.call(this, escapeCramUser(answer), callback)
  }

  /** The library names all ways to log in that it knows; only the answer to EHLO has more than one line. */
  private offering(keywords: string[]): string[] {
    const methods = offeredMethods(this.loginPolicy(), this.secure)
    if (methods === allMethods) return keywords
    return keywords.flatMap(line => {
      if (!line.startsWith('AUTH ')) return [line]
      return methods.length > 0 ? [`AUTH ${methods.join(' ')}`] : []
    })
  }
}
