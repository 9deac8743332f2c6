/**
 * A user name may hold spaces (RFC 2195: the digest is behind the last one), but smtp-server ends it at the first.
 * So the spaces are escaped in the client's answer, and put back once the library has taken it apart.
 */
export function escapeCramUser(answer: Buffer): Buffer {
  const line = answer.toString().trim()
  if (line === '*') return answer // the client breaks off
  const token = Buffer.from(line, 'base64').toString().trimEnd()
  const end = token.lastIndexOf(' ')
  if (end < 0) return answer
  const user = token.slice(0, end).replace(/[ %]/g, encodeURIComponent)
  return Buffer.from(Buffer.from(user + token.slice(end)).toString('base64'))
}

/** The user name as the client sent it. */
export const unescapeCramUser = (user: string): string => user.replace(/%2[05]/g, decodeURIComponent)
