import type { Server } from '../process/server.ts'
import { askOften, timesOf } from './ask-often.ts'
import { deliver } from './deliver.ts'
import type { Row } from './row.ts'
import { withStored } from './with-stored.ts'

/** What a test asks for when it has found its mail. */
export const detailRow: Row = {
  name: 'detail',
  title: 'One whole message of 10,000 stored mails: headers, texts, what was found in it',
  metrics: [
    { key: 'p50', label: 'p50', unit: 'ms', better: 'less' },
    { key: 'p95', label: 'p95', unit: 'ms', better: 'less' },
  ],
  rounds: 2,
  fits: ({ api }) => api?.idsIn !== undefined,
  measure: (contender, tools) =>
    withStored(contender, tools, async server => {
      const ids = await newest(server)
      const { detailPath } = contender.api!
      return timesOf(
        await askOften(tools.scale, index => server.http.get(detailPath!(ids[index % ids.length]!))),
      )
    }),
}

/** The mail itself has 25 MB; who would take it apart for each call would be slow. */
export const attachmentRow: Row = {
  name: 'attachment',
  title: 'The attachment of 18 MB of a mail of 25 MB',
  metrics: [
    { key: 'p50', label: 'p50', unit: 'ms', better: 'less', target: { value: 50 } },
    { key: 'p95', label: 'p95', unit: 'ms', better: 'less' },
  ],
  fits: ({ api }) => api?.attachmentPath !== undefined,
  measure: (contender, { scale, load, withServer }) =>
    withServer(contender, {}, async server => {
      await deliver(server, load, { kind: 'large', first: 0, messages: 1, connections: 1, keepOpen: true })
      const [id] = await newest(server)
      const { detailPath, attachmentPath } = contender.api!
      const path = attachmentPath!((await server.http.get(detailPath!(id!))).body)
      return timesOf(
        await askOften({ requests: Math.ceil(scale.requests / 10) }, () => server.http.drain(path)),
      )
    }),
}

async function newest({ contender, http }: Server): Promise<string[]> {
  const { idsIn, listPath } = contender.api!
  return idsIn!((await http.get(listPath)).body)
}
