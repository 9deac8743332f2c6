export type FileKind = 'zip' | 'mbox' | 'mail' | 'unknown'

/** How much of a file `kindOf` looks at. */
export const headBytes = 4096

const endsLikeMail = /\.(eml|mime|msg822)$/i
const headerField = /^[!-9;-~]{1,76}[ \t]*:/

/** What a file is, by its first bytes; its name only helps a mail that begins like none. */
export function kindOf(name: string, head: Buffer): FileKind {
  if (/^PK(\x03\x04|\x05\x06)/.test(head.toString('latin1', 0, 4))) return 'zip'
  const text = head.toString('latin1').replace(/^\xef\xbb\xbf/, '')
  // A mail of its own may begin with such a line too, and an empty mbox with nothing.
  if (text.startsWith('From ') && !endsLikeMail.test(name)) return 'mbox'
  if (endsLikeMail.test(name) || headerField.test(text.trimStart())) return 'mail'
  return 'unknown'
}
