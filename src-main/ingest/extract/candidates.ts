import { eachMatch } from './each-match.ts'

export type Candidate = { value: string; start: number; end: number }

// Each costs a look at its surroundings; a mail with more numbers is a table, and a code would be among the first.
const MAX_CANDIDATES = 150

// Chinese and Japanese set no space between words and digits, so only Latin, Greek and Cyrillic letters make
// a number part of a word. Ranges instead of scripts: without the `u` flag these expressions take half the time.
const letters = 'A-Za-z\\u00c0-\\u052f\\u1e00-\\u1fff'
const wordBefore = new RegExp(`[${letters}\\d_/=&?@#+\\\\]$`)
const noWordAfter = `(?![${letters}\\d_@=%])`

// The cheap tests come first: these run at every position of every mail.
const spacedOut = new RegExp(
  `(?=[A-Z\\d]\\s)(?<![A-Za-z\\d])[A-Z\\d](?:[ \\t\\n]{1,3}[A-Z\\d]){3,9}${noWordAfter}`,
  'g',
)
const numbers = new RegExp(`(?=\\d)(?<!\\d)\\d+(?:(?: / |[ .,:/\\-–])\\d+)*${noWordAfter}`, 'g')
const mixed = new RegExp(
  `(?<![A-Za-z\\d])(?=[A-Za-z]{0,9}\\d|[A-Z]{1,10}[A-Z\\d-])[A-Za-z\\d]{1,10}(?:-[A-Za-z\\d]{1,10}){0,2}${noWordAfter}(?!-)`,
  'g',
)

// `ABC 123`, `7F3 K9Q`.
const twoGroups = new RegExp(
  `(?=[A-Z\\d]{3} )(?<![A-Za-z\\d])(?:[A-Z]{3} \\d{3}|\\d{3} [A-Z]{3}|(?=[A-Z]*\\d[A-Z\\d]* [A-Z]*\\d)(?=[\\d ]*[A-Z])[A-Z\\d]{3} [A-Z\\d]{3})${noWordAfter}`,
  'g',
)

/**
 * Everything in the text that has the shape of a code, in order, without overlaps. Other numbers come along with an
 * empty value: no part of them is a code, and the words in front of them are theirs.
 */
export function findCandidates(text: string): Candidate[] {
  if (!/\d|[A-Z]-?[A-Z]/.test(text)) return []
  const all = [...matches(text, spacedOut, readSpacedOut), ...matches(text, numbers, readNumber)]
  all.push(...matches(text, mixed, readMixed), ...matches(text, twoGroups, readSpacedOut))
  all.sort((a, b) => a.start - b.start || b.end - a.end)
  let end = -1
  const apart = all.filter(candidate => {
    if (candidate.start < end) return false
    end = candidate.end
    return true
  })
  return apart.slice(0, MAX_CANDIDATES)
}

function matches(text: string, pattern: RegExp, read: (token: string) => string | undefined): Candidate[] {
  const found: Candidate[] = []
  eachMatch(pattern, text, ({ start, end }) => {
    const token = text.slice(start, end)
    const isPart = wordBefore.test(text.slice(Math.max(0, start - 2), start))
    const value = isPart ? refuse(token) : read(token)
    if (value !== undefined) found.push({ value, start, end })
  })
  return found
}

/** A number inside an address, a name or a longer number: nothing in it is a code. */
function refuse(token: string): string | undefined {
  return /\d/.test(token) ? '' : undefined
}

function readSpacedOut(token: string): string | undefined {
  const value = token.replace(/\s+/g, '')
  return /\d/.test(value) ? value : undefined
}

function readNumber(token: string): string {
  if (/^(?:0?[1-9]|[12]\d|3[01])\.(?:0\d|1[0-2])\.\d\d$/.test(token)) return ''
  // Three pairs or single digits: `48.20.13`, `4.8.2.9.1.3`; other numbers with points are dates, prices, versions.
  if (/^(?:\d\d\.\d\d\.\d\d|\d(?:\.\d){5})$/.test(token)) return token.replaceAll('.', '')
  if (/[.,:/]/.test(token)) return ''
  const groups = token.split(/[ \-–]/)
  const digits = groups.join('')
  // `482913 10` is a code and the minutes it lives.
  if (
    groups.length === 2 &&
    token.includes(' ') &&
    (groups[1] ?? '').length <= 2 &&
    isCodeLength(groups[0] ?? '')
  )
    return groups[0] ?? ''
  return isCodeLength(digits) && areAlike(groups) ? digits : ''
}

/** Codes are grouped evenly; telephone and account numbers mostly are not. */
function areAlike(groups: string[]): boolean {
  const size = groups[0]?.length ?? 0
  return (
    groups.length === 1 || (groups.length <= 4 && size > 1 && groups.every(group => group.length === size))
  )
}

function isCodeLength(digits: string): boolean {
  return digits.length >= 4 && digits.length <= 10
}

function readMixed(token: string): string | undefined {
  const size = token.replaceAll('-', '').length
  if (size < 4 || size > 12 || !/[A-Za-z]/.test(token)) return undefined
  // `aB3xK9`, but not `Error404` or `Pixel9`.
  if (/[a-z]/.test(token) && /[A-Z]/.test(token)) return isScrambled(token) ? token : undefined
  if (/\d/.test(token)) return token
  return /^([A-Z]{3,5}-[A-Z]{3,5}|[A-Z]{5,8})$/.test(token) ? token : undefined
}

function isScrambled(token: string): boolean {
  return /^[A-Za-z\d]{5,8}$/.test(token) && /\d[A-Za-z]/.test(token) && !/[a-z]{3}/.test(token)
}
