import type { Contender } from '../contenders/contender.ts'
import type { Server } from '../process/server.ts'
import { inStore } from './in-store.ts'
import { withStored } from './with-stored.ts'
import type { Metric, Row } from './row.ts'

const large = 100_000

const readMetric: Metric = {
  key: 'readMs',
  label: 'longest read',
  unit: 'ms',
  better: 'less',
  target: { value: 20 },
}

/** To empty a full store, and what who reads meanwhile notices of it. */
export const deleteAllRow: Row = {
  name: 'delete-all',
  title: 'Delete all of 10,000 stored mails, while lists of 50 are read',
  metrics: [{ key: 'deleteMs', label: 'delete', unit: 'ms', better: 'less' }, readMetric],
  rounds: 2,
  fits: ({ api }) => api?.deleteAll !== undefined,
  measure: (contender, tools) =>
    withStored(contender, tools, server => deleteWhileReading(contender, server)),
}

export const deleteAllLargeRow: Row = {
  name: `delete-all-${large}`,
  title: `The same with ${large.toLocaleString('en')} mails`,
  note: 'The store is made once and kept in the temporary folder, which takes long the first time.',
  metrics: [
    { key: 'deleteMs', label: 'delete', unit: 'ms', better: 'less', target: { value: 2_000 } },
    readMetric,
  ],
  rounds: 2,
  longestMs: 3_600_000,
  fits: ({ name }) => name === 'mayfly',
  measure: (contender, tools) =>
    inStore(contender, tools, large, server => deleteWhileReading(contender, server)),
}

async function deleteWhileReading(contender: Contender, { http }: Server) {
  const { listPath, count, deleteAll } = contender.api!
  await http.get(listPath)
  let over = false
  const readUntilOver = async () => {
    const reads: number[] = []
    while (!over) reads.push((await http.get(listPath)).ms)
    return Math.max(...reads)
  }
  const start = performance.now()
  const deleted = deleteAll!(http).finally(() => (over = true))
  const deletedMs = deleted.then(() => performance.now() - start)
  const [deleteMs, readMs] = await Promise.all([deletedMs, readUntilOver()])
  const left = await count(http)
  if (left > 0) throw new Error(`${left} mails were left`)
  return { deleteMs, readMs }
}
