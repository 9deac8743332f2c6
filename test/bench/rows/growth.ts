import { cpuMsOf } from '../process/usage.ts'
import { deliver } from './deliver.ts'
import { inStore } from './in-store.ts'
import type { Row } from './row.ts'

const sizes = [1_000, 10_000, 100_000, 300_000, 1_000_000]

/** What a mail that arrives costs in stores of growing size. */
export const growthRow: Row = {
  name: 'growth',
  title: 'CPU time of a delivered mail in stores of 1,000 to 1,000,000 messages',
  note: 'The stores are made once and kept in the temporary folder, which takes long the first time.',
  metrics: [
    { key: 'smallest', label: 'with 1,000', unit: 'ms', better: 'less' },
    { key: 'largest', label: 'with 1,000,000', unit: 'ms', better: 'less' },
    { key: 'times', label: 'largest to smallest', unit: '×', better: 'less' },
  ],
  charts: [
    {
      key: 'cpu',
      title: 'CPU time of a delivered mail',
      x: { label: 'messages in the store', unit: '', scale: 'log' },
      y: { label: 'CPU', unit: 'ms' },
    },
  ],
  rounds: 1,
  longestMs: 3_600_000,
  fits: ({ name }) => name === 'mayfly',
  async measure(contender, tools) {
    const costs: number[] = []
    for (const size of sizes) {
      const cpuMs = await inStore(contender, tools, size, async server => {
        const { warmUp, messages, connections } = tools.scale
        const job = { kind: 'real', keepOpen: true, connections } as const
        await deliver(server, tools.load, { ...job, first: 0, messages: warmUp })
        const before = cpuMsOf(server.pid)
        await deliver(server, tools.load, { ...job, first: warmUp, messages })
        return (cpuMsOf(server.pid) - before) / messages
      })
      tools.plot('cpu', size, cpuMs)
      costs.push(cpuMs)
    }
    const [smallest, largest] = [costs[0]!, costs.at(-1)!]
    return { smallest, largest, times: largest / smallest }
  },
}
