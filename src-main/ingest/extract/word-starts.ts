/** The first letters that words may have, up to three of each: a place in a text is passed over without a closer look. */
export type Beginnings = Map<number, Beginnings>

const LETTERS = 3

/** Gathers the beginnings of words that are written as regular expressions. Throws at one it cannot read. */
export function createBeginnings(words: string[]): Beginnings {
  const all: Beginnings = new Map()
  for (const word of words) for (const start of startsOf(word, LETTERS)) add(all, start)
  return all
}

/** Whether a word that begins at `index` may be one of those. An empty map stands for whatever follows. */
export function mayBegin(beginnings: Beginnings, text: string, index: number): boolean {
  let next: Beginnings | undefined = beginnings
  for (let at = index; next !== undefined; at++) {
    next = next.get(text.charCodeAt(at))
    if (next?.size === 0) return true
  }
  return false
}

function add(all: Beginnings, start: string): void {
  if (start === '') throw new Error('A word list has an entry that may begin with anything.')
  let at = all
  for (let index = 0; index < start.length; index++) {
    const code = start.charCodeAt(index)
    const known = at.get(code)
    // A shorter beginning stands for all that are longer.
    if (known?.size === 0) return
    const next: Beginnings = known ?? new Map()
    at.set(code, next)
    at = next
  }
  at.clear()
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
