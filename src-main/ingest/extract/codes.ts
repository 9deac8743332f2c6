import { findCandidates } from './candidates.ts'
import { prepare } from './code-text.ts'
import { firstMatch } from './each-match.ts'
import { scoreCandidates, subjectEvidence } from './evidence.ts'
import { validity } from './code-words.ts'

export type FoundCode = { value: string; source: 'subject' | 'text' | 'html' }

// A mail with more is a list of backup codes or a guess gone wrong.
const MAX_CODES = 5
// What counts as a code at all, and how far behind the best one a second may lie.
const MIN_SCORE = 6
const MAX_LAG = 4
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
    { source: 'subject', text: prepare(mail.subject) },
    { source: 'text', text: prepare(mail.text) },
    { source: 'html', text: prepare(mail.htmlText) },
  ] as const
  const ranked = new Map<string, Ranked>()
  for (const { source, text } of parts) {
    for (const { value, score } of scoreCandidates(text, findCandidates(text))) {
      // Without evidence of its own a number is not a code, whatever the mail is about.
      if (score > 0) merge(ranked, { value, source, score: score + (source === 'subject' ? IN_SUBJECT : 0) })
    }
  }
  if (ranked.size === 0) return []
  return best([...ranked.values()], mailEvidence(parts))
}

/** What the mail as a whole says: its subject, and whether something in it expires or is a secret. */
function mailEvidence(parts: readonly { source: string; text: string }[]): number {
  const subject = parts.find(part => part.source === 'subject')?.text ?? ''
  const isTimely = parts.some(({ text }) => firstMatch(validity, text.toLowerCase()))
  return subjectEvidence(subject) + (isTimely ? TIMELY : 0)
}

function merge(ranked: Map<string, Ranked>, code: Ranked): void {
  const known = ranked.get(code.value)
  if (known === undefined) ranked.set(code.value, code)
  else known.score = Math.max(known.score, code.score) + (known.source === code.source ? 0 : SEEN_AGAIN)
}

function best(codes: Ranked[], mailScore: number): FoundCode[] {
  const ranked = codes.filter(code => code.score + mailScore >= MIN_SCORE).sort((a, b) => b.score - a.score)
  const top = ranked[0]?.score ?? 0
  return ranked
    .filter(code => code.score >= top - MAX_LAG)
    .slice(0, MAX_CODES)
    .map(({ value, source }) => ({ value, source }))
}
