/** Path of an address in RFC 5321, 4.5.3.1.3, without its brackets and with what SMTP needs beside it. */
const maxAddressChars = 253

/** A quote behind a backslash begins nothing: else each would be looked at up to the end. */
const quotesAndComments = /(?<!\\)"(?:[^"\\]|\\.)*"(?!@)|\([^()]*\)/g
const separators = /[\s<>,;:"()[\]\\]+/

/**
 * The addresses in a header that SMTP would take as recipients, so that an import makes no mailbox that no mail can reach.
 * Names in quotes and comments may look like addresses, and are none.
 */
export function addressesIn(value: string): string[] {
  return value.replace(quotesAndComments, ' ').split(separators).filter(isAddress)
}

const unseen = /[\p{Cc}\u200b\u2060\ufeff]/u
const domainLabel = /^(?!-)[\p{L}\p{M}\p{N}-]+(?<!-)$/u

function isAddress(text: string): boolean {
  if (text.length > maxAddressChars || unseen.test(text)) return false
  const [localPart, domain, ...rest] = text.split('@').map(side => side.split('.'))
  if (!localPart || !domain || rest.length > 0) return false
  return localPart.every(word => word !== '') && domain.every(label => domainLabel.test(label))
}
