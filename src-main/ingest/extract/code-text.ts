// A mail that carries a code says so early; what follows this much text is a thread, a log or an attack.
const MAX_TEXT_CHARS = 40_000

/** Makes digits plain and takes away what only looks like a number: addresses of pages, colours, invisible marks. */
export function prepare(text: string): string {
  const plain = text
    .slice(0, MAX_TEXT_CHARS)
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' ')
    .replace(/[\u00ad\u034f\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u0130\u2011\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0d]/g, toPlain)
    .replace(/[\u0660-\u0669]/g, digit => String(digit.charCodeAt(0) - 0x660))
    .replace(/https?:\/\/[^\s<>]+/gi, ' ')
  // A dash in a cell of its own: `H4K | - | 9TM`.
  return plain.includes('\t-\t') ? plain.replaceAll('\t-\t', '-') : plain
}

function toPlain(char: string): string {
  if (char === '\u2011') return '-'
  // The only letter whose lower case is longer: positions in a text folded to lower case stay those of the text.
  if (char === '\u0130') return 'I'
  return String.fromCharCode(char.charCodeAt(0) - 0xfee0)
}
