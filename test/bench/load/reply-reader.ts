/** Finds the end of SMTP replies (RFC 5321, 4.2.1): the line that has no dash after its code. */
export function createReplyReader(onReply: (code: number) => void) {
  // Nearly always empty: a reply comes in one piece.
  let rest = ''
  return (bytes: Uint8Array, length: number): void => {
    rest += Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('latin1')
    let end = rest.indexOf('\n')
    while (end >= 0) {
      const isLast = rest[3] !== '-'
      const code = Number(rest.slice(0, 3))
      rest = rest.slice(end + 1)
      if (isLast) onReply(code)
      end = rest.indexOf('\n')
    }
  }
}
