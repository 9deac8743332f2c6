import { commonWord, wordEvery, wordOf } from '../mails/mail.ts'
import type { Answer } from '../process/http-client.ts'
import type { Server } from '../process/server.ts'
import { percentile } from '../report/statistics.ts'
import { askOften, timesOf } from './ask-often.ts'
import type { Row } from './row.ts'
import { withStored } from './with-stored.ts'

/** The page that a window shows first. */
export const listRow: Row = {
  name: 'list',
  title: 'The newest 50 of 10,000 stored mails',
  metrics: [
    { key: 'p50', label: 'p50', unit: 'ms', better: 'less' },
    { key: 'p95', label: 'p95', unit: 'ms', better: 'less', target: { value: 5 } },
    { key: 'kilobytes', label: 'on the wire', unit: 'KB', better: 'less', target: { value: 20 } },
  ],
  rounds: 2,
  fits: ({ api }) => api !== undefined,
  measure: (contender, tools) =>
    withStored(contender, tools, async server => {
      const { listPath } = contender.api!
      const answers = await askOften(tools.scale, () => server.http.get(listPath))
      const kilobytes = percentile(
        answers.map(answer => answer.wireBytes / 1024),
        0.5,
      )
      return { ...timesOf(answers), kilobytes }
    }),
}

/** Words of the text: one that few mails have, one that all have. What is found is checked. */
export const searchRow: Row = {
  name: 'search',
  title: 'Search in 10,000 stored mails: a word in 1 of 500 mails, and one in every mail',
  metrics: [
    { key: 'p50', label: 'rare p50', unit: 'ms', better: 'less' },
    { key: 'p95', label: 'rare p95', unit: 'ms', better: 'less', target: { value: 30 } },
    { key: 'commonP50', label: 'common p50', unit: 'ms', better: 'less' },
    { key: 'commonP95', label: 'common p95', unit: 'ms', better: 'less', target: { value: 30 } },
  ],
  rounds: 2,
  fits: ({ api }) => api?.searchPath !== undefined,
  measure: (contender, tools) =>
    withStored(contender, tools, async server => {
      const { scale } = tools
      const rare = await askOften(scale, index => {
        const word = index % Math.min(wordEvery, scale.stored)
        return search(server, wordOf(word), expectedHits(scale.stored, word))
      })
      const common = timesOf(await askOften(scale, () => search(server, commonWord, scale.stored)))
      return { ...timesOf(rare), commonP50: common.p50, commonP95: common.p95 }
    }),
}

async function search({ contender, http }: Server, word: string, hits: number): Promise<Answer> {
  const { searchPath, found, countsUpTo = Infinity } = contender.api!
  const answer = await http.get(searchPath!(word))
  const got = found?.(answer.body)
  if (got !== undefined && got !== Math.min(hits, countsUpTo))
    throw new Error(`SEARCH: ${word} is in ${hits} mails, ${got} were found`)
  return answer
}

function expectedHits(stored: number, word: number): number {
  return Math.floor(stored / wordEvery) + (word < stored % wordEvery ? 1 : 0)
}
