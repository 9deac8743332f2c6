import { isPage } from './failure-of.ts'
import { ProviderError } from './provider-error.ts'
import type { ProviderAnswer, RemoteMail } from './provider.ts'

/** The name of a header field, or the line that mbox puts in front (RFC 5322, 2.2). */
const firstLine = /^(From |[\x21-\x39\x3b-\x7e]+[ \t]*:)/

/** The source of a mail as the service has it. A page or a JSON answer in its place must not end up as somebody's mail. */
export function rawMail(answer: ProviderAnswer): RemoteMail {
  const begin = answer.body.subarray(0, 1000).toString('latin1')
  if (isPage(answer) || !firstLine.test(begin))
    throw new ProviderError('unexpectedAnswer', 'The service answered with something that is no mail.', {
      status: answer.status,
    })
  return { bytes: answer.body, origin: 'raw', missing: [] }
}
