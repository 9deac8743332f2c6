import type { Result } from './fixtures.ts'

export type Score = { expected: number; found: number; right: number; precision: number; recall: number }
export type Tally = { mails: number; codes: Score; links: Score; top1: number }

const TARGET = 0.95

export function tally(results: Result[]): Tally {
  const withCode = results.filter(result => result.codes.length > 0)
  const topRight = withCode.filter(result => result.foundCodes[0] === result.codes[0])
  return {
    mails: results.length,
    codes: score(results.map(({ codes, foundCodes }) => [codes, foundCodes])),
    links: score(results.map(({ actionLinks, foundLinks }) => [actionLinks, foundLinks])),
    top1: ratio(topRight.length, withCode.length),
  }
}

export function passes({ codes, links }: Tally): boolean {
  return [codes.precision, codes.recall, links.precision, links.recall].every(value => value >= TARGET)
}

function score(pairs: [expected: string[], found: string[]][]): Score {
  const count = (lists: string[][]) => lists.reduce((sum, list) => sum + list.length, 0)
  const expected = count(pairs.map(pair => pair[0]))
  const found = count(pairs.map(pair => pair[1]))
  const right = count(pairs.map(pair => pair[0].filter(value => pair[1].includes(value))))
  return { expected, found, right, precision: ratio(right, found), recall: ratio(right, expected) }
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}
