import { readTerms } from './terms.ts'

const MAX_SUBJECT_CHARS = 300

/** What the subject says about the whole mail. An order in it says nothing: pick-up codes come in such mails, too. */
export function readSubject(text: string): { score: number; isExpected: boolean } {
  const kinds = new Set(readTerms(text.slice(0, MAX_SUBJECT_CHARS).toLowerCase()).map(term => term.kind))
  if (kinds.has('trade') || kinds.has('other')) return { score: -3, isExpected: false }
  if (kinds.has('once')) return { score: 2, isExpected: true }
  if (kinds.has('code')) return { score: 1, isExpected: true }
  return { score: kinds.has('purpose') && !kinds.has('label') ? 1 : 0, isExpected: false }
}

/** `Lumio: 482913` and `482913 - Lumio` have two parts, as two lines have. */
export function splitSubject(text: string): string {
  return text.replace(/(?<!\d) [-–—|·] |: | [-–—|·] (?!\d)/g, '\n')
}
