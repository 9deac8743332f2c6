/** A text in pieces, its entities decoded; nothing when one of them is none of the usual or not written out in full. */
export function readEntities(text: string): string[] | undefined {
  const pieces: string[] = []
  let from = 0
  for (let start = text.indexOf('&'); start >= 0; start = text.indexOf('&', from)) {
    const end = text.indexOf(';', start) + 1
    const decoded = decode(text.slice(start, end))
    if (decoded === undefined) return undefined
    if (start > from) pieces.push(text.slice(from, start))
    pieces.push(decoded)
    from = end
  }
  if (from < text.length) pieces.push(text.slice(from))
  return pieces
}

/** Those of most pages. The other two thousand, and numbers that stand for something else, are left to a library. */
const usual = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&nbsp;', '\u00a0'],
  ['&zwnj;', '\u200c'],
  ['&zwj;', '\u200d'],
  ['&shy;', '\u00ad'],
  ['&copy;', '\u00a9'],
  ['&reg;', '\u00ae'],
  ['&trade;', '\u2122'],
  ['&bull;', '\u2022'],
  ['&middot;', '\u00b7'],
  ['&hellip;', '\u2026'],
  ['&ndash;', '\u2013'],
  ['&mdash;', '\u2014'],
  ['&lsquo;', '\u2018'],
  ['&rsquo;', '\u2019'],
  ['&ldquo;', '\u201c'],
  ['&rdquo;', '\u201d'],
  ['&euro;', '\u20ac'],
])

const FIRST_PLAIN = 0xa0
const FIRST_SURROGATE = 0xd800

/** As long as the longest of them. */
const MAX_CHARS = 8

function decode(entity: string): string | undefined {
  if (entity.length > MAX_CHARS) return undefined
  const known = usual.get(entity)
  if (known !== undefined || entity[1] !== '#') return known
  const [, decimal, hex] = /^&#(?:(\d{1,5})|[xX]([\da-fA-F]{1,4}));$/.exec(entity) ?? []
  const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal)
  return code >= FIRST_PLAIN && code < FIRST_SURROGATE ? String.fromCharCode(code) : undefined
}
