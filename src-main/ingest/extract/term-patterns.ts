import { letter } from './letters.ts'
import { pointers, purposes, typingVerbs } from './words/actions.ts'
import { labelWords } from './words/labels.ts'
import { tradeWords, validityWords } from './words/moods.ts'
import { codeNouns, oneTimeNouns } from './words/nouns.ts'
import { linkWords, oneTimeQualifiers, otherQualifiers } from './words/qualifiers.ts'
import { createBeginnings, type Beginnings } from './word-starts.ts'

type Words = { unspaced?: string; [language: string]: string | undefined }

/** All expressions expect lower case: folding once is far cheaper than matching without regard to case. */
export const unspacedScript = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/

/** Matches at the start of a word only; `beginnings` are those of all its words. */
export type WordPattern = { expression: RegExp; beginnings: Beginnings }

/** Captures: other qualifier, one-time qualifier, one-time noun; then a qualifier behind: other, one-time. */
export const nounPhrase = wholeWords(
  [otherQualifiers, oneTimeQualifiers, codeNouns, oneTimeNouns],
  `(?:(${spaced(otherQualifiers)})[ -]?|((?:(?:${spaced(oneTimeQualifiers)})[ -]?${linkWords}?){1,3}(?:e-?mail )?))?` +
    `(?:${spaced(codeNouns)}|(${spaced(oneTimeNouns)}))` +
    `(?:[ -]${linkWords}{0,2}(?:(${spaced(otherQualifiers)})|(${spaced(oneTimeQualifiers)})))?`,
)
export const nounPhraseUnspaced = new RegExp(
  `(?:(${unspaced(otherQualifiers)})(?:${unspaced(oneTimeQualifiers)})?|((?:(?:${unspaced(oneTimeQualifiers)})[ の用]*)+))?` +
    `(?:${unspaced(codeNouns)}|(${unspaced(oneTimeNouns)})` +
    `|(?<=(?:${unspaced(oneTimeQualifiers)})[ の用]?)(?:番号|번호|キー|키|数字|ナンバー))`,
  'g',
)

/** Captures, in this order: label, verb, pointer, purpose, trade. */
const plainLists = [labelWords, typingVerbs, pointers, purposes, tradeWords]
export const plainWords = wholeWords(plainLists, plainLists.map(words => `(${spaced(words)})`).join('|'))
export const plainWordsUnspaced = new RegExp(plainLists.map(words => `(${unspaced(words)})`).join('|'), 'g')

export const validity = new RegExp(
  `(?<![${letter}])(?:${spaced(validityWords)})(?![${letter}])|${unspaced(validityWords)}`,
)

function wholeWords(lists: Words[], pattern: string): WordPattern {
  const words = lists.flatMap(({ unspaced: _unspaced, ...spacedLists }) =>
    Object.values(spacedLists).flatMap(list => readList(list ?? '')),
  )
  return {
    expression: new RegExp(`(?:${pattern})(?![${letter}])`, 'y'),
    beginnings: createBeginnings(words),
  }
}

/**
 * Entries are separated by commas, in lower case, and may use regular expressions: `.?` stands for a space, a hyphen or
 * nothing, `\p` for the rest of the word.
 */
function spaced({ unspaced: _unspaced, ...lists }: Words): string {
  const words = Object.values(lists).flatMap(list => readList(list ?? ''))
  return byFirstLetter(words).replaceAll('.?', '[ -]?').replaceAll('\\p', `[${letter}]*`)
}

/** Words with the same first letter are looked at together, so that most places in a text need few tests. */
function byFirstLetter(words: string[]): string {
  if (words.length < 2) return words.join('')
  const rests = new Map<string, string[]>()
  for (const word of words) {
    const first = /^\p{L}(?![?*])/u.exec(word)?.[0] ?? ''
    rests.set(first, [...(rests.get(first) ?? []), word.slice(first.length)])
  }
  const branches = [...rests].map(([first, group]) =>
    first === '' ? group.join('|') : `${first}(?:${byFirstLetter(group)})`,
  )
  return branches.join('|')
}

function unspaced(words: Words): string {
  return readList(words.unspaced ?? '').join('|')
}

function readList(words: string): string[] {
  return words
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '')
}
