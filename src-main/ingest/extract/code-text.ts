// A mail that carries a code says so early; what follows this much text is a thread, a log or an attack.
const MAX_TEXT_CHARS = 40_000

/** Makes digits plain and takes away what only looks like a number: addresses of pages, colours, invisible marks. */
export function prepare(text: string): string {
  const plain = text
    .slice(0, MAX_TEXT_CHARS)
    .replace(unusual, toPlain)
    .replace(/https?:\/\/[^\s<>]+/gi, ' ')
  // A dash in a cell of its own: `H4K | - | 9TM`.
  return plain.includes('\t-\t') ? plain.replaceAll('\t-\t', '-') : plain
}

const invisible = /[\u00ad\u034f\u200b-\u200f\u2060\ufeff]/
const space = /[\u00a0\u2000-\u200a\u202f\u3000]/
const arabicDigit = /[\u0660-\u0669]/
/** Of full width, as Chinese and Japanese set them. */
const wide = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff0d]/
const unusual = new RegExp(
  ['\\r\\n?|[\\u0130\\u2011]', ...[invisible, space, arabicDigit, wide].map(({ source }) => source)].join(
    '|',
  ),
  'g',
)

function toPlain(found: string): string {
  if (found[0] === '\r') return '\n'
  if (found === '\u2011') return '-'
  // The only letter whose lower case is longer: positions in a text folded to lower case stay those of the text.
  if (found === '\u0130') return 'I'
  if (invisible.test(found)) return ''
  if (space.test(found)) return ' '
  return String.fromCharCode(found.charCodeAt(0) - (arabicDigit.test(found) ? 0x660 - 0x30 : 0xfee0))
}
