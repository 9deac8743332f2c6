import { findCandidates } from './candidates.ts'
import { prepare } from './code-text.ts'
import { scoreCandidates } from './evidence.ts'
import { readSubject, splitSubject } from './subject.ts'
import { validity } from './term-patterns.ts'
import { NEAR_CHARS } from './terms.ts'

export type FoundCode = { value: string; source: 'subject' | 'text' | 'html' }

// A mail with more is a list of backup codes or a guess gone wrong.
const MAX_CODES = 5
// What counts as a code at all, and how far behind the best one a second may lie.
const MIN_SCORE = 6
const MAX_LAG = 4
// So clear that a subject about orders does not count.
const CLEAR_SCORE = 10
// The same value in the subject and the body, or in both forms of the body, is no accident.
const SEEN_AGAIN = 1
const IN_SUBJECT = 1
const TIMELY = 1

type Ranked = FoundCode & { score: number }

/**
 * One-time codes, best first. The value is what a reader would paste: spaces and dashes inside digits are layout and go,
 * `G-482913` or `A7F-K2Q` stay as the sender wrote them.
 */
export function findCodes(mail: { subject: string; text: string; htmlText: string }): FoundCode[] {
  const parts = [
    { source: 'subject', text: splitSubject(prepare(mail.subject)) },
    { source: 'text', text: prepare(mail.text) },
    { source: 'html', text: prepare(mail.htmlText) },
  ] as const
  const ranked = new Map<string, Ranked>()
  const subject = readSubject(parts[0].text)
  const opening = parts[1].text || parts[2].text
  for (const { source, text } of parts) {
    const around = source === 'subject' ? `${text}\n${opening.slice(0, NEAR_CHARS)}` : text
    for (const { value, score } of scoreCandidates(around, findCandidates(text), subject.isExpected))
      merge(ranked, { value, source, score: score + (source === 'subject' ? IN_SUBJECT : 0) })
  }
  if (ranked.size === 0) return []
  const isTimely = parts.some(part => validity.test(part.text.toLowerCase()))
  return best([...ranked.values()], subject.score + (isTimely ? TIMELY : 0))
}

function merge(ranked: Map<string, Ranked>, code: Ranked): void {
  const known = ranked.get(code.value)
  if (known === undefined) ranked.set(code.value, code)
  else known.score = Math.max(known.score, code.score) + (known.source === code.source ? 0 : SEEN_AGAIN)
}

function best(codes: Ranked[], mailScore: number): FoundCode[] {
  const isCode = ({ score }: Ranked) => score >= CLEAR_SCORE || score + mailScore >= MIN_SCORE
  const ranked = codes.filter(isCode).sort((a, b) => b.score - a.score)
  const top = ranked[0]?.score ?? 0
  return ranked
    .filter(code => code.score >= top - MAX_LAG)
    .slice(0, MAX_CODES)
    .map(({ value, source }) => ({ value, source }))
}
