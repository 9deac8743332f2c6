import type { Candidate } from './candidates.ts'
import { NEAR_CHARS, type Term } from './terms.ts'

const SENTENCE_CHARS = 60
const TRADE_CHARS = 100
const ALONE_CHARS = 16

// Nothing but indentation and a few marks (`**482913**`, `[ 482913 ]`) between the number and the ends of its line or cell.
const cellStart = /[\n\t] *[^\p{L}\d\n\t]{0,3}$/u
const lineStart = /(?:^|[\n\t]) *[^\p{L}\d\n\t]{0,3}$/u
const cellEnd = /^[^\p{L}\d\n\t]{0,3} *[\n\t]/u
const lineEnd = /^[^\p{L}\d\n\t]{0,3} *(?:[\n\t]|$)/u

/** What stands around one candidate; positions are those of the whole text. */
export type Surroundings = {
  ahead: Term[]
  behind: Term[]
  /** The only thing in its line or cell. */
  isAlone: boolean
  /** Where the previous number ends: a word in front of that belongs to it. */
  ownFrom: number
  sentenceEnd: number
  /** Shops, journeys or games are near, whatever numbers stand in between. */
  isTrade: boolean
  distance: (term: Term) => number
  /** The text between a word in front and the number. */
  gap: (term: Term) => string
  text: (term: Term) => string
  /** What stands in the line in front of a word. */
  lineBefore: (term: Term) => string
  /** Whether a sentence, a line or a cell ends between a word in front and the number. */
  isApart: (term: Term) => boolean
}

export function readSurroundings(
  text: string,
  terms: Term[],
  token: Candidate,
  previous?: Candidate,
  next?: Candidate,
): Surroundings {
  const to = Math.min(token.end + NEAR_CHARS, next?.start ?? text.length)
  const gap = (term: Term) => text.slice(term.end, token.start)
  return {
    ahead: terms.filter(({ start, end }) => end <= token.start && start >= token.start - NEAR_CHARS),
    behind: terms.filter(({ start, end }) => start >= token.end && end <= to),
    isAlone: isAlone(text, token),
    ownFrom: previous?.end ?? 0,
    sentenceEnd: token.end + sentenceLength(text.slice(token.end, token.end + SENTENCE_CHARS)),
    isTrade: terms.some(
      ({ kind, start, end }) =>
        kind === 'trade' && end >= token.start - TRADE_CHARS && start <= token.end + TRADE_CHARS,
    ),
    distance: ({ start, end }) => (end <= token.start ? token.start - end : start - token.end),
    gap,
    text: ({ start, end }) => text.slice(start, end),
    lineBefore: term => text.slice(text.lastIndexOf('\n', term.start - 1) + 1, term.start),
    isApart: term => /[.!?。！？\n\t]/.test(gap(term).trimEnd()),
  }
}

function sentenceLength(after: string): number {
  const end = after.search(/[.!?]\s|[。！？\n]/)
  return end < 0 ? after.length : end
}

function isAlone(text: string, { start, end }: Candidate): boolean {
  const left = text.slice(Math.max(0, start - ALONE_CHARS), start)
  const right = text.slice(end, end + ALONE_CHARS)
  const startsLine = start < ALONE_CHARS ? lineStart.test(left) : cellStart.test(left)
  return startsLine && (end + ALONE_CHARS > text.length ? lineEnd.test(right) : cellEnd.test(right))
}
