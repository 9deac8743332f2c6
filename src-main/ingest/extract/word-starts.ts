/** The first letters that words may have, up to five of each: a place in a text is passed over without a closer look. */
export type Beginnings = Uint8Array

const LETTERS = 5
// Ten times what the longest list fills: two beginnings seldom share a slot, and then a place gets a look too many.
const SLOTS = 1 << 14
const INNER = 1
const COMPLETE = 2

/** Gathers the beginnings of words that are written as regular expressions. Throws at one it cannot read. */
export function createBeginnings(words: string[]): Beginnings {
  const all = new Uint8Array(SLOTS)
  for (const word of words) for (const start of startsOf(word, LETTERS)) add(all, start)
  return all
}

/** Whether a word that begins at `index` may be one of those. */
export function mayBegin(beginnings: Beginnings, text: string, index: number): boolean {
  const last = Math.min(index + LETTERS, text.length)
  let slot = 0
  for (let at = index; at < last; at++) {
    slot = slotOf(slot, text.charCodeAt(at))
    const known = beginnings[slot]!
    if (known >= COMPLETE) return true
    if (known === 0) return false
  }
  return false
}

/** Each beginning has a slot that its letters lead to, one after the other. */
function slotOf(before: number, code: number): number {
  return (Math.imul(before, 31) + code + 1) & (SLOTS - 1)
}

function add(all: Beginnings, start: string): void {
  if (start === '') throw new Error('A word list has an entry that may begin with anything.')
  let slot = 0
  for (let index = 0; index < start.length; index++) {
    slot = slotOf(slot, start.charCodeAt(index))
    all[slot]! |= index === start.length - 1 ? COMPLETE : INNER
  }
}

/** What a piece of an expression may begin with; shorter where anything may follow. */
function startsOf(pattern: string, letters: number): string[] {
  if (pattern === '' || letters === 0) return ['']
  const [, group, klass, single, optional, rest] = atom.exec(pattern) ?? []
  if (rest === undefined) return ['']
  const choices = group?.split('|') ?? klass?.split('') ?? [single!]
  const taken = choices.flatMap(choice =>
    group === undefined
      ? startsOf(rest, letters - 1).map(start => choice + start)
      : startsOf(choice + rest, letters),
  )
  return optional ? [...taken, ...startsOf(rest, letters)] : taken
}

/** A group, a class or a character, perhaps optional, and the rest. Anything else may be anything. */
const atom = /^(?:\(\?:([^()]*)\)|\[([^\]\\^-]*)\]|([^\\()[\]{}?*+|^$.]))(?![*+{])(\?)?(.*)$/su
