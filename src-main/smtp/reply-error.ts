/** A refusal as the protocol words it: the reply code and a text that starts with the enhanced code (RFC 3463). */
export class ReplyError extends Error {
  readonly responseCode: number

  constructor(responseCode: number, message: string) {
    super(message)
    this.name = 'ReplyError'
    this.responseCode = responseCode
  }
}
