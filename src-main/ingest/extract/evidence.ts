import type { Candidate } from './candidates.ts'
import { codeNouns, oneTimeNouns, otherNumbers, purposes } from './code-words.ts'
import { firstMatch, lastMatch } from './each-match.ts'
import { shapeEvidence } from './code-shapes.ts'

type Scored = { value: string; score: number }

/** How far around a number its meaning is looked for. */
const NEAR_CHARS = 160
const DIRECT_CHARS = 14
/** No words outweigh a currency sign or a percent sign at the number. */
const HOPELESS = -8

const weights = {
  oneTimeNoun: 6,
  codeNoun: 4,
  /** `Code: 482913`, `code is 482913`. */
  direct: 2,
  /** The noun stands in another sentence or line. */
  apart: -1,
  apartAndInsideText: -3,
  /** `Your code for order 5520917 is 482913`: the noun may be about the first. */
  numberBetween: -2,
  alone: 2,
  purpose: 2,
  /** The nearest word says that this is an order, an account, a telephone... */
  otherNumber: -8,
}

type Surroundings = {
  before: string
  after: string
  isAlone: boolean
  /** Where in `before` the previous number ends: a word in front of that belongs to it. */
  ownFrom: number
}

export function scoreCandidates(text: string, tokens: Candidate[]): Scored[] {
  return tokens.flatMap((token, index) => {
    if (token.value === '') return []
    const around = surroundings(text, token, tokens[index - 1], tokens[index + 1])
    const shape = shapeEvidence(token.value, around)
    if (shape <= HOPELESS) return []
    return { value: token.value, score: nounEvidence(lowerCase(around)) + shape }
  })
}

/** The word lists are in lower case: folding once is far cheaper than matching without regard to case. */
function lowerCase(around: Surroundings): Surroundings {
  return { ...around, before: around.before.toLowerCase(), after: around.after.toLowerCase() }
}

function surroundings(text: string, token: Candidate, previous?: Candidate, next?: Candidate): Surroundings {
  const from = Math.max(token.start - NEAR_CHARS, 0)
  const to = Math.min(token.end + NEAR_CHARS, next?.start ?? text.length)
  return {
    before: text.slice(from, token.start),
    after: text.slice(token.end, to),
    isAlone: isAlone(text, token),
    ownFrom: Math.max(0, (previous?.end ?? 0) - from),
  }
}

/** What the subject says about the whole mail. */
export function subjectEvidence(text: string): number {
  const subject = text.toLowerCase()
  if (lastMatch(oneTimeNouns, subject)) return 2
  if (lastMatch(otherNumbers, subject)) return -2
  return lastMatch(codeNouns, subject) || lastMatch(purposes, subject) ? 1 : 0
}

function nounEvidence(around: Surroundings): number {
  const { before, after, isAlone } = around
  const noun = nearestNoun(around)
  if (noun === undefined) return 0
  if (noun.weight < 0) return noun.weight
  const alone = isAlone ? weights.alone : 0
  const purpose = lastMatch(purposes, before) || lastMatch(purposes, after) ? weights.purpose : 0
  return noun.weight + alone + purpose
}

function nearestNoun({ before, after, isAlone, ownFrom }: Surroundings): { weight: number } | undefined {
  const ahead = wordBefore(before, ownFrom)
  const isApart = ahead === undefined || /[.!?。！？\n\t]/.test(before.slice(ahead.end).trimEnd())
  if (ahead && !isApart)
    return ahead.weight < 0 ? ahead : { weight: ahead.weight + closeness(before, ahead, ownFrom) }
  const behind = wordAfter(isAlone ? after : sentence(after))
  if (behind && !isAlone) return behind
  if (ahead && (ahead.weight > 0 || isAlone)) {
    const distance = isAlone ? weights.apart : weights.apartAndInsideText
    return { weight: ahead.weight < 0 ? ahead.weight : ahead.weight + distance }
  }
  return behind && { weight: behind.weight + weights.apart }
}

function closeness(before: string, noun: Word, ownFrom: number): number {
  if (before.length - noun.end <= DIRECT_CHARS) return weights.direct
  return noun.end < ownFrom ? weights.numberBetween : 0
}

type Word = { end: number; weight: number }

/** The last telling word before the number; `promo code` beats the `code` in it. */
function wordBefore(before: string, ownFrom: number): Word | undefined {
  const other = labelBefore(before, ownFrom)
  const oneTime = lastMatch(oneTimeNouns, before)
  const noun = lastMatch(codeNouns, before)
  const end = Math.max(oneTime?.end ?? -1, noun?.end ?? -1)
  if (other && other.end >= end) return { end: other.end, weight: weights.otherNumber }
  if (oneTime && oneTime.end >= end) return { end, weight: weights.oneTimeNoun }
  return noun && { end, weight: weights.codeNoun }
}

/** `Order no. 5520917`, but not `Dear customer, 662019`. */
function labelBefore(before: string, ownFrom: number) {
  const label = lastMatch(otherNumbers, before)
  return label && label.end > ownFrom && !/[,;，；]/.test(before.slice(label.end)) ? label : undefined
}

function wordAfter(after: string): { weight: number } | undefined {
  const noun = firstMatch(codeNouns, after)
  const oneTime = firstMatch(oneTimeNouns, after)
  const other = firstMatch(otherNumbers, after)
  const start = Math.min(noun?.start ?? Infinity, oneTime?.start ?? Infinity)
  if (start === Infinity || (other && other.start <= start)) return undefined
  return { weight: oneTime ? weights.oneTimeNoun : weights.codeNoun }
}

function sentence(after: string): string {
  return after.slice(0, 60).split(/[.!?]\s|[。！？\n]/, 1)[0] ?? ''
}

function isAlone(text: string, { start, end }: Candidate): boolean {
  const left = /[\n\t]?[^\n\t]{0,3}$/.exec(text.slice(Math.max(0, start - 4), start))?.[0] ?? ''
  const right = /^[^\n\t]{0,3}[\n\t]?/.exec(text.slice(end, end + 4))?.[0] ?? ''
  const startsLine = start <= left.length || /^[\n\t]/.test(left)
  const endsLine = end + right.length >= text.length || /[\n\t]$/.test(right)
  return startsLine && endsLine && !/[\p{L}\d]/u.test(left + right)
}
