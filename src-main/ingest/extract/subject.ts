import { readTerms } from './terms.ts'

// Every sign-in is to one.
const account = /^(?:account|konto|cuenta|conta|аккаунт|id$|id |card|karte|phone|device|request)/

/** What the subject says about the whole mail. */
export function readSubject(text: string): { score: number; isExpected: boolean } {
  const lower = text.toLowerCase()
  const terms = readTerms(lower).filter(({ start }) => !account.test(lower.slice(start, start + 10)))
  const kinds = new Set(terms.map(term => term.kind))
  if (kinds.has('trade') || kinds.has('other')) return { score: -3, isExpected: false }
  if (kinds.has('once')) return { score: 2, isExpected: true }
  if (kinds.has('code')) return { score: 1, isExpected: true }
  if (kinds.has('label')) return { score: -1, isExpected: false }
  return { score: kinds.has('purpose') ? 1 : 0, isExpected: false }
}

/** `Lumio: 482913` and `482913 - Lumio` have two parts, as two lines have. */
export function splitSubject(text: string): string {
  return text.replace(/(?<!\d) [-–—|·] |: | [-–—|·] (?!\d)/g, '\n')
}
