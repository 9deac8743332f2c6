type Span = { start: number; end: number }

/** `matchAll` copies the expression on every call, which costs more than the matching on texts of this size. */
export function eachMatch(pattern: RegExp, text: string, visit: (span: Span) => void): void {
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    visit({ start: match.index, end: pattern.lastIndex })
  }
}

export function firstMatch(pattern: RegExp, text: string): Span | undefined {
  pattern.lastIndex = 0
  const match = pattern.exec(text)
  return match === null ? undefined : { start: match.index, end: pattern.lastIndex }
}

export function lastMatch(pattern: RegExp, text: string): Span | undefined {
  let last: Span | undefined
  eachMatch(pattern, text, span => {
    last = span
  })
  return last
}
