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
  const resultOf = (row: Report['rows'][number], name: string) =>
    row.results.find(({ contender }) => contender === name)
  const cells = rows
    .filter(row => names.some(name => typeof resultOf(row, name)?.loopDelayMs === 'number'))
    .map(row => [
      row.name,
      ...names.flatMap(name => {
        const result = resultOf(row, name)
        return [show(result?.loopDelayMs), show(result?.loopBusyMs)]
      }),
    ])
  const own = watched.filter(({ contender }) => contender === names[0])
  const longest = Math.max(...own.map(({ loopDelayMs }) => loopDelayMs ?? 0))
  return [
    '## Longest delay of the main thread, in any round',
    '',
    `From ready to stop, warm-up included. Target for ${names[0]}: no delay over ${longestMs} ms; the longest was ${show(longest)} ms: ${longest <= longestMs ? 'met' : '**missed**'}. "At work" is the longest that the thread itself worked on end, in processor time: the rest of a delay it waited for a processor.`,
    '',
    ...align([['row', ...names.flatMap(name => [`${name} (ms)`, 'at work'])], ...cells]),
    '',
  ].join('\n')
}
