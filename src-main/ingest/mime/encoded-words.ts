import libmime from 'libmime'

/** Decodes the words of RFC 2047; what cannot be decoded stays as it is. */
export function decodeEncodedWords(text: string): string {
  if (!text.includes('=?')) return text
  try {
    return decodeOneWord(text) ?? libmime.decodeWords(text)
  } catch {
    return text
  }
}

/** By far the most of them: one word in UTF-8, quoted-printable, with none of the characters that are quoted twice. */
const oneWord = /^([^=?]*)=\?utf-8\?q\?([\w=.,:;!*+/()'@-]*)\?=([^=?]*)$/i

function decodeOneWord(text: string): string | undefined {
  const [, before, word, after] = oneWord.exec(text) ?? []
  if (word === undefined) return undefined
  try {
    return `${before}${decodeURIComponent(word.replaceAll('_', ' ').replaceAll('=', '%'))}${after}`
  } catch {
    // Bytes that are no UTF-8, or no bytes.
    return undefined
  }
}
