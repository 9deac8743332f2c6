import { withStored } from './with-stored.ts'
import type { Row } from './row.ts'

/** To empty a full store, and what who reads meanwhile notices of it. */
export const deleteAllRow: Row = {
  name: 'delete-all',
  title: 'Delete all of 10,000 stored mails, while lists of 50 are read',
  metrics: [
    { key: 'deleteMs', label: 'delete', unit: 'ms', better: 'less' },
    { key: 'readMs', label: 'longest read', unit: 'ms', better: 'less', target: { value: 20 } },
  ],
  rounds: 2,
  fits: ({ api }) => api?.deleteAll !== undefined,
  measure: (contender, tools) =>
    withStored(contender, tools, async ({ http }) => {
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
    }),
}
