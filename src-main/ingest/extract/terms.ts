import type { Candidate } from './candidates.ts'
import { wordStarts } from './letters.ts'
import {
  nounPhrase,
  nounPhraseUnspaced,
  plainWords,
  plainWordsUnspaced,
  unspacedScript,
  type WordPattern,
} from './term-patterns.ts'
import { mayBegin } from './word-starts.ts'

/** `once`: login code; `code`: code; `other`: promo code; `label`: order; `verb`: enter; `pointer`: below. */
export type TermKind = 'once' | 'code' | 'other' | 'label' | 'verb' | 'pointer' | 'purpose' | 'trade'
export type Term = { kind: TermKind; start: number; end: number }

/** `Reset password` is about the lasting one. */
const newPassword =
  /(?=.*(?:reset|recover|recupera|восстановл|відновл|réinit|récup|wiederherst|herstel|sıfırla|kurtarma|odzysk))(?:.*(?:pass|парол|contrase|senha|clave|kennwort|wachtwoord|hasł|hesl|şifre|parola))/

const plainKinds = ['label', 'verb', 'pointer', 'purpose', 'trade'] as const

/** How far around a number its meaning is looked for. */
export const NEAR_CHARS = 160

/** A stretch of text, in lower case, and where in the whole text it begins. */
type Stretch = { text: string; offset: number }

/** The telling words around the candidates, by where they end; each stretch of text is read once, however many share it. */
export function findTerms(lower: string, candidates: Candidate[]): Term[] {
  const terms: Term[] = []
  for (const { start, end } of zones(lower.length, candidates))
    for (const term of readTerms(lower.slice(start, end), start)) terms.push(term)
  return terms
}

/** By where they end. */
export function readTerms(text: string, offset = 0): Term[] {
  const stretch = { text, offset }
  const starts = wordStarts(text)
  const spaced = merge(
    collectAt(starts, nounPhrase, stretch, readNoun),
    collectAt(starts, plainWords, stretch, readPlain),
  )
  if (!unspacedScript.test(text)) return spaced
  const nouns = collect(nounPhraseUnspaced, stretch, readNoun)
  return merge(merge(spaced, nouns), collect(plainWordsUnspaced, stretch, readPlain))
}

function merge(first: Term[], second: Term[]): Term[] {
  if (first.length === 0 || second.length === 0) return first.length === 0 ? second : first
  const merged: Term[] = []
  let next = 0
  for (const term of first) {
    while (next < second.length && second[next]!.end < term.end) merged.push(second[next++]!)
    merged.push(term)
  }
  while (next < second.length) merged.push(second[next++]!)
  return merged
}

function zones(length: number, candidates: Candidate[]): { start: number; end: number }[] {
  const merged: { start: number; end: number }[] = []
  for (const candidate of candidates) {
    if (candidate.value === '') continue
    const start = Math.max(0, candidate.start - NEAR_CHARS)
    const end = Math.min(length, candidate.end + NEAR_CHARS)
    const last = merged.at(-1)
    if (last && start <= last.end) last.end = end
    else merged.push({ start, end })
  }
  return merged
}

type KindOf = (match: RegExpExecArray) => TermKind

function collectAt(
  starts: number[],
  { expression, beginnings }: WordPattern,
  { text, offset }: Stretch,
  kindOf: KindOf,
): Term[] {
  const terms: Term[] = []
  let end = 0
  for (const start of starts) {
    if (start < end || !mayBegin(beginnings, text, start)) continue
    expression.lastIndex = start
    const match = expression.exec(text)
    if (match === null) continue
    end = expression.lastIndex
    terms.push({ kind: kindOf(match), start: offset + start, end: offset + end })
  }
  return terms
}

function collect(pattern: RegExp, { text, offset }: Stretch, kindOf: KindOf): Term[] {
  const terms: Term[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    terms.push({ kind: kindOf(match), start: offset + match.index, end: offset + pattern.lastIndex })
  }
  return terms
}

function readNoun([
  phrase,
  otherAhead,
  onceAhead,
  onceNoun,
  otherBehind,
  onceBehind,
]: RegExpExecArray): TermKind {
  if (otherAhead || otherBehind) return 'other'
  if ((onceAhead || onceBehind) && newPassword.test(phrase)) return 'code'
  return onceAhead || onceNoun || onceBehind ? 'once' : 'code'
}

function readPlain(match: RegExpExecArray): TermKind {
  for (let index = 0; index < plainKinds.length; index++)
    if (match[index + 1] !== undefined) return plainKinds[index]!
  return 'label'
}
