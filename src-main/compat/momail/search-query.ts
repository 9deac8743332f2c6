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
    from === undefined ? '' : `from:${phrase(from)}`,
    to === undefined ? '' : `to:${phrase(to)}`,
    // A part of the subject will do: its last word may go on.
    subject === undefined ? '' : `subject:${phrase(subject)}*`,
    since === undefined ? '' : `after:${new Date(since).toISOString()}`,
    until === undefined ? '' : `before:${new Date(until).toISOString()}`,
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

const phrase = (text: string): string => `"${text.replaceAll('"', ' ').trim()}"`
