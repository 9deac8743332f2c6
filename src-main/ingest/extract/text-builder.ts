/** What stands between two texts, the wider the higher. */
export const Gap = { none: 0, space: 1, cell: 2, line: 3 } as const
export type Gap = (typeof Gap)[keyof typeof Gap]
const gapTexts = ['', ' ', '\t', '\n']

const invisible = /[\u00ad\u034f\u200b\u2060\ufeff]/
const allInvisible = new RegExp(invisible, 'g')
/** Anything that changes when white space collapses. */
const uncollapsed = /\s\s|[^\S ]/

/** Joins pieces of text the way a page shows them: white space collapses, the widest gap asked for wins. */
export function createTextBuilder() {
  const pieces: string[] = []
  let pending: Gap = Gap.none
  let linesKept = false

  const gap = (wanted: Gap) => {
    if (wanted > pending) pending = wanted
  }
  const addRun = (written: string) => {
    const chunk = invisible.test(written) ? written.replace(allInvisible, '') : written
    const shown = chunk.trim()
    if (chunk[0] !== shown[0]) gap(Gap.space)
    if (shown === '') return
    if (pieces.length > 0) pieces.push(gapTexts[pending]!)
    pieces.push(uncollapsed.test(shown) ? shown.replace(/\s+/g, ' ') : shown)
    pending = chunk.at(-1) === shown.at(-1) ? Gap.none : Gap.space
  }
  const addLines = (chunk: string) => {
    for (const [index, line] of chunk.split('\n').entries()) {
      if (index > 0) gap(Gap.line)
      addRun(line)
    }
  }

  return {
    gap,
    keepLines(kept: boolean) {
      linesKept = kept
    },
    add: (chunk: string) => (linesKept ? addLines(chunk) : addRun(chunk)),
    text: () => pieces.join(''),
  }
}
