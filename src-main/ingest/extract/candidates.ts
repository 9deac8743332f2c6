import { readMixed, readNumber, readSpacedOut } from './candidate-values.ts'

export type Candidate = { value: string; start: number; end: number }
type Read = (token: string, after: string) => string | undefined

// Each costs a look at its surroundings; a mail with more numbers is a table, and a code would be among the first.
const MAX_CANDIDATES = 150
const MAX_GROUP_CHARS = 10

// Chinese and Japanese set no space between words and digits, so only Latin, Greek and Cyrillic letters make
// a number part of a word. Ranges instead of scripts: without the `u` flag these expressions take half the time.
const letters = 'A-Za-z\\u00c0-\\u052f\\u1e00-\\u1fff'
const wordBefore = new RegExp(`[${letters}\\d_/=&?@#+\\\\]$`)
const noWordAfter = `(?![${letters}\\d_@=%])`

// Something of this is in every code; most of a text is passed over without a closer look.
const seed = /\d|[A-Z](?:-?[A-Z]|\s{1,3}[A-Z\d]\s)/g

const spacedOut = sticky('(?<![A-Za-z\\d])[A-Z\\d](?:[ \\t\\n]{1,3}[A-Z\\d]){3,9}')
const numbers = sticky('(?<!\\d)\\d+(?:(?: [/–-] |[ .,:/\\-–·])\\d+)*')
const mixed = sticky('(?<![A-Za-z\\d]-?)[A-Za-z\\d]{1,10}(?:-[A-Za-z\\d]{1,10}){0,2}', '(?!-)')
// `ABC 123`, `7F3 K9Q`.
const twoGroups = sticky(
  '(?<![A-Za-z\\d])(?:[A-Z]{3} \\d{3}|\\d{3} [A-Z]{3}' +
    '|(?=[A-Z]*\\d[A-Z\\d]* [A-Z]*\\d)(?=[\\d ]*[A-Z])(?:[A-Z\\d]{3} [A-Z\\d]{3}|[A-Z\\d]{4} [A-Z\\d]{4}))',
)

const shapes: { pattern: RegExp; read: Read }[] = [
  { pattern: spacedOut, read: readSpacedOut },
  { pattern: numbers, read: readNumber },
  { pattern: mixed, read: readMixed },
  { pattern: twoGroups, read: readSpacedOut },
]

function sticky(pattern: string, after = ''): RegExp {
  return new RegExp(pattern + noWordAfter + after, 'y')
}

/**
 * Everything in the text that has the shape of a code, in order, without overlaps. Other numbers come along with an
 * empty value: no part of them is a code, and the words in front of them are theirs.
 */
export function findCandidates(text: string): Candidate[] {
  const found: Candidate[] = []
  let end = 0
  seed.lastIndex = 0
  for (let match = seed.exec(text); match !== null; match = seed.exec(text)) {
    const start = groupStart(text, match.index, end)
    const candidate =
      longestAt(text, start) ?? (start < match.index ? longestAt(text, match.index) : undefined)
    end = candidate?.end ?? match.index + 1
    seed.lastIndex = end
    if (candidate && found.push(candidate) === MAX_CANDIDATES) break
  }
  return found
}

/** Where the letters and digits begin that the one at `index` belongs to. */
function groupStart(text: string, index: number, from: number, dashes = 2): number {
  const earliest = Math.max(from, index - MAX_GROUP_CHARS)
  let start = index
  while (start > earliest && isAlphanumeric(text.charCodeAt(start - 1))) start -= 1
  // `kq-7714`
  const isJoined =
    start > earliest + 1 && text[start - 1] === '-' && isAlphanumeric(text.charCodeAt(start - 2))
  return isJoined && dashes > 0 ? groupStart(text, start - 2, from, dashes - 1) : start
}

function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}

function longestAt(text: string, start: number): Candidate | undefined {
  let longest: Candidate | undefined
  let isPart: boolean | undefined
  for (const { pattern, read } of shapes) {
    pattern.lastIndex = start
    if (!pattern.test(text) || pattern.lastIndex <= (longest?.end ?? start)) continue
    const end = pattern.lastIndex
    const token = text.slice(start, end)
    isPart ??= wordBefore.test(text.slice(Math.max(0, start - 2), start))
    const value = isPart ? refuse(token) : read(token, text.slice(end, end + 12))
    if (value !== undefined) longest = { value, start, end }
  }
  return longest
}

/** A number inside an address, a name or a longer number: nothing in it is a code. */
function refuse(token: string): string | undefined {
  return /\d/.test(token) ? '' : undefined
}
