/** How well a text fits: higher is better. `at` are the places of the letters that fit, for showing them. */
export type Fit = { score: number; at: readonly number[] }

const asWordStart = 100
const asPart = 60
const asLettersInOrder = 20
/** Letters that lie this far apart were hardly meant. */
const furthestLetters = 24

/** Every word of the query has to be in the text: at the start of a word, inside of one, or as letters in their order. */
export function fuzzy(text: string, query: string): Fit | null {
  const lower = text.toLowerCase()
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = words.map(word => fitOfPart(lower, word) ?? fitOfLetters(lower, word))
  if (fits.some(fit => fit === null)) return null
  const at = new Set(fits.flatMap(fit => fit?.at ?? []))
  // Of two that fit alike, the shorter one has less that was not asked for.
  const score = fits.reduce((sum, fit) => sum + (fit?.score ?? 0), 0) - text.length / 50
  return { score, at: [...at].sort((a, b) => a - b) }
}

function fitOfPart(text: string, word: string): Fit | null {
  const starts = [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${escape(word)}`, 'gu'))]
  const start = starts[0]?.index ?? text.indexOf(word)
  if (start === -1) return null
  const at = Array.from(word, (_, offset) => start + offset)
  return { score: (starts.length > 0 ? asWordStart : asPart) - start / 10, at }
}

function fitOfLetters(text: string, word: string): Fit | null {
  const at: number[] = []
  for (const letter of word) {
    const place = text.indexOf(letter, (at.at(-1) ?? -1) + 1)
    if (place === -1) return null
    at.push(place)
  }
  const gaps = at.at(-1)! - at[0]! - (at.length - 1)
  return gaps > furthestLetters ? null : { score: asLettersInOrder - gaps / 2, at }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
