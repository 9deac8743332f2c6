import type { Candidate } from './candidates.ts'
import { shapeEvidence } from './code-shapes.ts'
import { readSurroundings, type Surroundings } from './surroundings.ts'
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

/** `isExpected`: the subject promises a code. */
export function scoreCandidates(text: string, tokens: Candidate[], isExpected: boolean): Scored[] {
  const lower = text.toLowerCase()
  const terms = findTerms(lower, tokens)
  return tokens.flatMap((token, index) => {
    if (token.value === '') return []
    const shape = shapeEvidence(
      token.value,
      text.slice(Math.max(0, token.start - 16), token.start),
      text.slice(token.end, token.end + 16),
    )
    if (shape <= HOPELESS) return []
    const spread = token.end - token.start >= 2 * token.value.length - 1 ? weights.spread : 0
    const around = readSurroundings(lower, terms, token, tokens[index - 1], tokens[index + 1])
    return { value: token.value, score: wordEvidence(around, isExpected) + shape + spread }
  })
}

function wordEvidence(around: Surroundings, isExpected: boolean): number {
  const noun = nounEvidence(around)
  if (noun < 0) return noun
  const base = Math.max(noun, typedEvidence(around), aloneEvidence(around, isExpected))
  if (base === 0) return 0
  const near = [...around.ahead, ...around.behind]
  const isPurpose = (term: Term) =>
    term.kind === 'purpose' || (term.kind === 'verb' && base !== weights.typed)
  return (
    base +
    (around.isAlone ? weights.alone : 0) +
    (near.some(isPurpose) ? weights.purpose : 0) +
    (around.isTrade ? weights.trade : 0)
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
  const isApart = around.isApart(ahead)
  if (isNegative) return isApart && !isAlone ? behind : weights.otherNumber
  const weight = ahead.kind === 'once' ? weights.once : weights.code
  if (isApart && !isAlone && ahead.end < ownFrom) return behind
  if (isApart) return Math.max(behind, weight + (isAlone ? weights.apart : weights.apartAndInsideText))
  if (ahead.end < ownFrom && !isAlone) return Math.max(behind, weight + weights.numberBetween)
  return Math.max(behind, weight + (isDirect(around, ahead) ? weights.direct : 0))
}

function isDirect({ distance, gap }: Surroundings, noun: Term): boolean {
  return distance(noun) <= DIRECT_CHARS || /[:：]\s*$/.test(gap(noun))
}

/** `482913 is your login code`. */
function nounBehind({ behind, isAlone, sentenceEnd }: Surroundings): number {
  const noun = behind.find(term => isNoun(term) || term.kind === 'label')
  if (noun === undefined || noun.kind === 'label' || noun.kind === 'other') return 0
  if (!isAlone && noun.start > sentenceEnd) return 0
  return (noun.kind === 'once' ? weights.once : weights.code) + (isAlone ? weights.apart : 0)
}

/** `Order no. 5520917`, but not `Dear customer, 662019` and not `for your account dana:` above a line. */
function isLabel(around: Surroundings, label: Term): boolean {
  if (label.end <= around.ownFrom || around.distance(label) > LABEL_CHARS) return false
  const gap = around.gap(label)
  // `Your code to open the account: 482913`.
  if (account.test(around.text(label)) && around.ahead.some(term => isCode(term) && !around.isApart(term)))
    return false
  if (/[,;，；]|[.!?。！？]\s|[\n\t]\s*\S/.test(gap)) return false
  return !around.isAlone || (around.lineBefore(label).length <= LABEL_CHARS && !/[\p{L}\d]/u.test(gap))
}

/** `Enter 482913 to log in`, `482913 eingeben`. */
function typedEvidence(around: Surroundings): number {
  const isTyped = ({ kind, end }: Term) => kind === 'verb' && end >= around.ownFrom
  const verb = around.ahead.findLast(isTyped)
  // `Enter on our site 482913`, but not `use template 4821`.
  const isBeside = (term: Term) =>
    (around.distance(term) <= DIRECT_CHARS || /[:：]\s*$/.test(around.gap(term))) &&
    !around.isApart(term) &&
    !(weakVerb.test(around.text(term)) && /\p{L}{4}/u.test(around.gap(term)))
  if (verb && isBeside(verb)) return weights.typed
  const after = around.behind.find(term => term.kind === 'verb')
  return after && around.distance(after) <= VERB_BEHIND_CHARS && after.start <= around.sentenceEnd
    ? weights.typed
    : 0
}

function aloneEvidence({ isAlone, ahead, behind, ownFrom }: Surroundings, isExpected: boolean): number {
  if (!isAlone) return 0
  const isPointer = ({ kind }: Term) => kind === 'pointer' || kind === 'verb'
  if (ahead.some(term => term.end > ownFrom && isPointer(term)) || behind.some(isPointer))
    return weights.pointedAt
  return isExpected ? weights.expected : 0
}

function isCode({ kind }: Term): boolean {
  return kind === 'once' || kind === 'code'
}

function isNoun(term: Term): boolean {
  return isCode(term) || term.kind === 'other'
}
