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
  /** All of it, in lower case. */
  text: string
  token: Candidate
  /** The telling words of the whole text, by where they end, and those near the candidate. */
  terms: Term[]
  ahead: Term[]
  behind: Term[]
  /** The only thing in its line or cell. */
  isAlone: boolean
  /** Where the previous number ends: a word in front of that belongs to it. */
  ownFrom: number
}

export function readSurroundings(
  text: string,
  terms: Term[],
  token: Candidate,
  previous?: Candidate,
  next?: Candidate,
): Surroundings {
  const from = token.start - NEAR_CHARS
  const to = Math.min(token.end + NEAR_CHARS, next?.start ?? text.length)
  const ahead: Term[] = []
  const behind: Term[] = []
  for (let index = firstEndingBehind(from, terms); index < terms.length; index++) {
    const term = terms[index]!
    if (term.end > to) break
    if (term.start >= token.end) behind.push(term)
    else if (term.start >= from && term.end <= token.start) ahead.push(term)
  }
  return { text, token, terms, ahead, behind, isAlone: isAlone(text, token), ownFrom: previous?.end ?? 0 }
}

function firstEndingBehind(position: number, terms: Term[]): number {
  let low = 0
  for (let high = terms.length; low < high;) {
    const middle = (low + high) >> 1
    if (terms[middle]!.end <= position) low = middle + 1
    else high = middle
  }
  return low
}

function isAlone(text: string, { start, end }: Candidate): boolean {
  const left = text.slice(Math.max(0, start - ALONE_CHARS), start)
  const right = text.slice(end, end + ALONE_CHARS)
  const startsLine = start < ALONE_CHARS ? lineStart.test(left) : cellStart.test(left)
  return startsLine && (end + ALONE_CHARS > text.length ? lineEnd.test(right) : cellEnd.test(right))
}

/** Shops, journeys or games are near, whatever numbers stand in between. */
export function isTrade({ token, terms }: Surroundings): boolean {
  const from = token.start - TRADE_CHARS
  const to = token.end + TRADE_CHARS
  return terms.some(({ kind, start, end }) => kind === 'trade' && end >= from && start <= to)
}

export function distance({ token }: Surroundings, { start, end }: Term): number {
  return end <= token.start ? token.start - end : start - token.end
}

/** The text between a word in front and the number. */
export function gap({ text, token }: Surroundings, term: Term): string {
  return text.slice(term.end, token.start)
}

/** Whether a sentence, a line or a cell ends between a word in front and the number. */
export function isApart(around: Surroundings, term: Term): boolean {
  return /[.!?。！？\n\t]/.test(gap(around, term).trimEnd())
}

/** What stands in the line in front of a word. */
export function lineBefore({ text }: Surroundings, { start }: Term): string {
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
}

/** Where the sentence ends that the number stands in. */
export function sentenceEnd({ text, token }: Surroundings): number {
  const after = text.slice(token.end, token.end + SENTENCE_CHARS)
  const end = after.search(/[.!?]\s|[。！？\n]/)
  return token.end + (end < 0 ? after.length : end)
}
