import { codeWords } from './words/code.ts'
import { oneTimeWords } from './words/one-time.ts'
import { otherNumberWords } from './words/other-numbers.ts'
import { purposeWords, validityWords } from './words/purposes.ts'

export const oneTimeNouns = wordPattern(oneTimeWords)
export const codeNouns = wordPattern(codeWords)
export const otherNumbers = wordPattern(otherNumberWords)
export const purposes = wordPattern(purposeWords)
export const validity = wordPattern(validityWords)

/**
 * One expression from lists of words. Entries are separated by commas, in lower case, and may use regular expressions;
 * `.?` stands for a space, a hyphen or nothing. They match whole words, except those of scripts without spaces.
 */
function wordPattern({ unspaced, ...spaced }: { unspaced: string; [language: string]: string }): RegExp {
  const words = Object.values(spaced).flatMap(readList)
  const whole = `(?<!\\p{L})(?:${words.join('|').replaceAll('.?', '[ -]?')})(?!\\p{L})`
  return new RegExp([whole, ...readList(unspaced)].join('|'), 'gu')
}

function readList(words: string): string[] {
  return words.split(',').map(word => word.trim())
}
