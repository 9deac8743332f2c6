import type { Report } from './report.ts'
import { show } from './show.ts'
import { align } from './align.ts'

/** No call and no window is to wait longer than this for a thread that does something else. */
const longestMs = 50

/** How long the main thread was held up in every row, in its worst round. Empty when nobody was watched. */
export function mainThreadSection({ rows }: Report): string {
  const watched = rows.flatMap(({ results }) => results.filter(({ loopDelayMs }) => loopDelayMs !== null))
  const names = [...new Set(watched.map(({ contender }) => contender))]
  if (names.length === 0) return ''
  const delayOf = (row: Report['rows'][number], name: string) =>
    row.results.find(({ contender }) => contender === name)?.loopDelayMs
  const cells = rows
    .filter(row => names.some(name => typeof delayOf(row, name) === 'number'))
    .map(row => [row.name, ...names.map(name => show(delayOf(row, name)))])
  const own = watched.filter(({ contender }) => contender === names[0])
  const longest = Math.max(...own.map(({ loopDelayMs }) => loopDelayMs ?? 0))
  return [
    '## Longest delay of the main thread, in any round',
    '',
    `From ready to stop, warm-up included. Target for ${names[0]}: no delay over ${longestMs} ms; the longest was ${show(longest)} ms: ${longest <= longestMs ? 'met' : '**missed**'}.`,
    '',
    ...align([['row', ...names.map(name => `${name} (ms)`)], ...cells]),
    '',
  ].join('\n')
}
