import type { Candidate } from './candidates.ts'
import { bestShape, shapeEvidence } from './code-shapes.ts'
import {
  distance,
  gap,
  isApart,
  isTrade,
  lineBefore,
  readSurroundings,
  sentenceEnd,
  type Surroundings,
} from './surroundings.ts'
import { findTerms, type Term } from './terms.ts'

type Scored = { value: string; score: number }

// Labels that are also what a code opens.
const account = /^(?:account|konto|cuenta|conta|compte|аккаунт)/

// Verbs that take any object.
const weakVerb = /^(?:us|ús|give|g[ie]b|show|utili|verwend|nutz|gebruik|использ|використ)/

const DIRECT_CHARS = 14
const LABEL_CHARS = 24
const VERB_BEHIND_CHARS = 3
/** No words outweigh a currency sign or a percent sign at the number. */
const HOPELESS = -8

const weights = {
  /** `Login code`, and `code` alone, which needs more beside it. */
  once: 6,
  code: 4,
  /** `Code: 482913`, `code is 482913`. */
  direct: 2,
  /** The noun stands in another sentence or line. */
  apart: -1,
  apartAndInsideText: -3,
  /** `Your code for order 5520917 is 482913`: the noun may be about the first. */
  numberBetween: -2,
  /** `Enter 482913`, without a noun. */
  typed: 4,
  /** No noun near, but the line above says `type this in`, or the subject says what the mail is about. */
  pointedAt: 3,
  expected: 3,
  alone: 2,
  purpose: 2,
  /** `4 8 2 9 1 3`: nobody sets other numbers like this. */
  spread: 1,
  /** The nearest word says that this is an order, an account, a telephone... */
  otherNumber: -8,
  trade: -6,
}

/**
 * The candidates with evidence of their own: without any a number is not a code, whatever the mail is about.
 * `isExpected`: the subject promises a code.
 */
export function scoreCandidates(text: string, tokens: Candidate[], isExpected: boolean): Scored[] {
  if (tokens.length === 0) return []
  const lower = text.toLowerCase()
  const terms = findTerms(lower, tokens)
  const scored: Scored[] = []
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!
    const { value, start, end } = token
    if (value === '') continue
    const around = readSurroundings(lower, terms, token, tokens[index - 1], tokens[index + 1])
    const spread = end - start >= 2 * value.length - 1 ? weights.spread : 0
    const words = wordEvidence(around, isExpected) + spread
    // What touches the number is not looked at when it could not change the outcome.
    if (words + bestShape(value) <= 0) continue
    const shape = shapeEvidence(value, text.slice(Math.max(0, start - 16), start), text.slice(end, end + 16))
    if (shape > HOPELESS && words + shape > 0) scored.push({ value, score: words + shape })
  }
  return scored
}

function wordEvidence(around: Surroundings, isExpected: boolean): number {
  const noun = nounEvidence(around)
  if (noun < 0) return noun
  const base = Math.max(noun, typedEvidence(around), aloneEvidence(around, isExpected))
  if (base === 0) return 0
  const isPurpose = ({ kind }: Term) => kind === 'purpose' || (kind === 'verb' && base !== weights.typed)
  return (
    base +
    (around.isAlone ? weights.alone : 0) +
    (around.ahead.some(isPurpose) || around.behind.some(isPurpose) ? weights.purpose : 0) +
    (isTrade(around) ? weights.trade : 0)
  )
}

/** What the nearest noun says, in front of the number or behind it. */
function nounEvidence(around: Surroundings): number {
  const { isAlone, ownFrom } = around
  const ahead = around.ahead.findLast(
    term => isNoun(term) || (term.kind === 'label' && isLabel(around, term)),
  )
  const behind = nounBehind(around)
  if (ahead === undefined) return behind
  const isNegative = ahead.kind === 'label' || ahead.kind === 'other'
  const isElsewhere = isApart(around, ahead)
  if (isNegative) return isElsewhere && !isAlone ? behind : weights.otherNumber
  const weight = ahead.kind === 'once' ? weights.once : weights.code
  if (isElsewhere && !isAlone && ahead.end < ownFrom) return behind
  if (isElsewhere) return Math.max(behind, weight + (isAlone ? weights.apart : weights.apartAndInsideText))
  if (ahead.end < ownFrom && !isAlone) return Math.max(behind, weight + weights.numberBetween)
  return Math.max(behind, weight + (isDirect(around, ahead) ? weights.direct : 0))
}

function isDirect(around: Surroundings, word: Term): boolean {
  return distance(around, word) <= DIRECT_CHARS || /[:：]\s*$/.test(gap(around, word))
}

/** `482913 is your login code`. */
function nounBehind(around: Surroundings): number {
  const noun = around.behind.find(term => isNoun(term) || term.kind === 'label')
  if (noun === undefined || noun.kind === 'label' || noun.kind === 'other') return 0
  if (!around.isAlone && noun.start > sentenceEnd(around)) return 0
  return (noun.kind === 'once' ? weights.once : weights.code) + (around.isAlone ? weights.apart : 0)
}

/** `Order no. 5520917`, but not `Dear customer, 662019` and not `for your account dana:` above a line. */
function isLabel(around: Surroundings, label: Term): boolean {
  if (label.end <= around.ownFrom || distance(around, label) > LABEL_CHARS) return false
  // `Your code to open the account: 482913`.
  const isOpened = (term: Term) => isCode(term) && !isApart(around, term)
  if (account.test(wordOf(around, label)) && around.ahead.some(isOpened)) return false
  const between = gap(around, label)
  if (/[,;，；]|[.!?。！？]\s|[\n\t]\s*\S/.test(between)) return false
  return !around.isAlone || (lineBefore(around, label).length <= LABEL_CHARS && !/[\p{L}\d]/u.test(between))
}

/** `Enter 482913 to log in`, `482913 eingeben`. */
function typedEvidence(around: Surroundings): number {
  const verb = around.ahead.findLast(({ kind, end }) => kind === 'verb' && end >= around.ownFrom)
  if (verb && isTypedBeside(around, verb)) return weights.typed
  const after = around.behind.find(({ kind }) => kind === 'verb')
  return after && distance(around, after) <= VERB_BEHIND_CHARS && after.start <= sentenceEnd(around)
    ? weights.typed
    : 0
}

/** `Enter on our site 482913`, but not `use template 4821`. */
function isTypedBeside(around: Surroundings, verb: Term): boolean {
  if (!isDirect(around, verb) || isApart(around, verb)) return false
  return !(weakVerb.test(wordOf(around, verb)) && /\p{L}{4}/u.test(gap(around, verb)))
}

function aloneEvidence({ isAlone, ahead, behind, ownFrom }: Surroundings, isExpected: boolean): number {
  if (!isAlone) return 0
  const isPointer = ({ kind }: Term) => kind === 'pointer' || kind === 'verb'
  if (ahead.some(term => term.end > ownFrom && isPointer(term)) || behind.some(isPointer))
    return weights.pointedAt
  return isExpected ? weights.expected : 0
}

function wordOf({ text }: Surroundings, { start, end }: Term): string {
  return text.slice(start, end)
}

function isCode({ kind }: Term): boolean {
  return kind === 'once' || kind === 'code'
}

function isNoun(term: Term): boolean {
  return isCode(term) || term.kind === 'other'
}
