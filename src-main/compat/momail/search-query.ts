import type { MessageSummary } from '#shared/api/message-shapes.ts'

/** What is searched for. Times are unix milliseconds; `until` is the first moment that is too late. */
export type Wanted = {
  words: string[]
  from?: string | undefined
  to?: string | undefined
  subject?: string | undefined
  since?: number | undefined
  until?: number | undefined
}

/** A search of ours has 50 terms and 1,000 characters at most; filters need some of both. */
const maxWords = 25
const maxWordChars = 180

/** What a search of ours can name: no later years have four digits, and no mail is older. */
const firstMoment = 0
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** The words of a question in plain language, each once. Small letters, so that none is an operator. */
export function wordsOf(query: string): string[] {
  const words = [...new Set(query.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu))].slice(0, maxWords)
  let chars = 0
  return words.filter(word => (chars += word.length) <= maxWordChars)
}

/** A search in our language: mail with all of the words, or with any. */
export function toQuery({ words, from, to, subject, since, until }: Wanted, how: 'all' | 'any'): string {
  const parts = [
    how === 'all' ? words.join(' ') : `(${words.join(' OR ')})`,
    hasWords(from) ? `from:${phrase(from)}` : '',
    hasWords(to) ? `to:${phrase(to)}` : '',
    // A part of the subject will do: its last word may go on.
    hasWords(subject) ? `subject:${phrase(subject)}*` : '',
    since === undefined ? '' : `after:${momentOf(since)}`,
    until === undefined ? '' : `before:${momentOf(until)}`,
  ]
  return parts.filter(part => part !== '').join(' ')
}

/** The share of the words that show in subject, sender and beginning of a mail: never 0, for it was found by one. */
export function scoreOf(words: string[], { subject, from, snippet }: MessageSummary): number {
  const shown = new Set(wordsIn(`${subject} ${from.name} ${from.address} ${snippet}`))
  const share = words.filter(word => shown.has(word)).length / words.length
  return Math.max(0.01, Math.round(share * 100) / 100)
}

/** A search for subjects with these words, the last of which is being typed. */
export function toSuggestionQuery(words: string[]): string {
  return words.map((word, n) => `subject:${word}${n === words.length - 1 ? '*' : ''}`).join(' ')
}

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []

/** A filter without any, such as a lone quote, leaves nothing out. */
const hasWords = (text: string | undefined): text is string => /[\p{L}\p{N}]/u.test(text ?? '')

const momentOf = (ms: number): string =>
  new Date(Math.min(Math.max(firstMoment, ms), lastMoment)).toISOString()

const phrase = (text: string): string => `"${text.replaceAll('"', ' ').trim()}"`
