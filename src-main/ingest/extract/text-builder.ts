const gapText = { none: '', space: ' ', cell: '\t', line: '\n' } as const
const gapWeight = { none: 0, space: 1, cell: 2, line: 3 } as const
type Gap = keyof typeof gapText

const invisible = /[\u00ad\u034f\u200b\u2060\ufeff]/g
/** Anything that changes when white space collapses. */
const uncollapsed = /\s\s|[^\S ]|[\u00ad\u034f\u200b\u2060\ufeff]/

/** Joins pieces of text the way a page shows them: white space collapses, the widest gap asked for wins. */
export function createTextBuilder() {
  let out = ''
  let pending: Gap = 'none'
  let linesKept = false

  const gap = (wanted: Gap) => {
    if (gapWeight[wanted] > gapWeight[pending]) pending = wanted
  }
  const addRun = (chunk: string) => {
    const words = uncollapsed.test(chunk) ? chunk.replace(invisible, '').replace(/\s+/g, ' ') : chunk
    if (words.startsWith(' ')) gap('space')
    const shown = words.trim()
    if (shown === '') return
    out += out === '' ? shown : gapText[pending] + shown
    pending = words.endsWith(' ') ? 'space' : 'none'
  }
  const addLines = (chunk: string) => {
    for (const [index, line] of chunk.split('\n').entries()) {
      if (index > 0) gap('line')
      addRun(line)
    }
  }

  return {
    gap,
    keepLines(kept: boolean) {
      linesKept = kept
    },
    add: (chunk: string) => (linesKept ? addLines(chunk) : addRun(chunk)),
    text: () => out,
  }
}
