import type { Candidate } from './candidates.ts'
import {
  nounPhrase,
  nounPhraseUnspaced,
  plainWords,
  plainWordsUnspaced,
  unspacedScript,
  wordStarts,
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

/** The telling words around the candidates, in order; each stretch of text is read once, however many share it. */
export function findTerms(lower: string, candidates: Candidate[]): Term[] {
  return zones(lower.length, candidates).flatMap(({ start, end }) =>
    readTerms(lower.slice(start, end), start),
  )
}

export function readTerms(lower: string, offset = 0): Term[] {
  const terms: Term[] = []
  const starts = wordStarts(lower)
  collectAt(starts, nounPhrase, lower, offset, readNoun, terms)
  collectAt(starts, plainWords, lower, offset, readPlain, terms)
  if (unspacedScript.test(lower)) {
    collect(nounPhraseUnspaced, lower, offset, readNoun, terms)
    collect(plainWordsUnspaced, lower, offset, readPlain, terms)
  }
  return terms.sort((a, b) => a.end - b.end)
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

function collectAt(
  starts: number[],
  { expression, beginnings }: WordPattern,
  text: string,
  offset: number,
  kindOf: (match: RegExpExecArray) => TermKind,
  into: Term[],
): void {
  let end = 0
  for (const start of starts) {
    if (start < end || !mayBegin(beginnings, text, start)) continue
    expression.lastIndex = start
    const match = expression.exec(text)
    if (match === null) continue
    end = expression.lastIndex
    into.push({ kind: kindOf(match), start: offset + start, end: offset + end })
  }
}

function collect(
  pattern: RegExp,
  text: string,
  offset: number,
  kindOf: (match: RegExpExecArray) => TermKind,
  into: Term[],
): void {
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    into.push({ kind: kindOf(match), start: offset + match.index, end: offset + pattern.lastIndex })
  }
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
  return plainKinds.find((_kind, index) => match[index + 1] !== undefined) ?? 'label'
}
