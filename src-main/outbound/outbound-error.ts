/** Why there is no answer, as far as a caller may have to tell it apart. */
export type OutboundReason = 'refused' | 'timeout' | 'tls' | 'connection' | 'noHttp' | 'cutShort' | 'tooLarge'

/** No answer. The message says why in words for people. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError'
  readonly reason: OutboundReason

  constructor(reason: OutboundReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

/** What failed on the way. When several addresses of a name fail, Node gives an error without a text that holds one for each. */
export function toOutboundError(error: unknown): OutboundError {
  if (error instanceof OutboundError) return error
  if (error instanceof AggregateError) return toOutboundError(error.errors[0])
  if (!(error instanceof Error)) return new OutboundError('connection', String(error))
  return new OutboundError(reasonOf(error), error.message, { cause: error })
}

/** OpenSSL's and Node's names for what is wrong with a certificate or a handshake (tls: X509 certificate error codes). */
const tlsCode =
  /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|EPROTO|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH)/

function reasonOf(error: Error): OutboundReason {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (tlsCode.test(code)) return 'tls'
  // Node's parser: what answers is no web server.
  return code.startsWith('HPE_') ? 'noHttp' : 'connection'
}
