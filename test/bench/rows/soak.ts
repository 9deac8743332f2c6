import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sleep } from '../process/sleep.ts'
import type { Server } from '../process/server.ts'
import { memoryOf } from '../process/usage.ts'
import { median } from '../report/statistics.ts'
import type { Row, Tools } from './row.ts'

/** Steady, and well below what it can take. */
const perSecond = 300
/** So many are kept: a store is full after seven seconds and from then on deletes as much as comes. */
const keptMessages = 2_000
/** Mailboxes stay when their mail goes: new ones without end would be growth of another kind. */
const mailboxes = 500
/** Mails are made in portions, so that a long soak needs no memory for them. */
const portionMs = 5_000
/** Retention sweeps now and then, so the store may be this much over its limit for a moment. */
const settlesWithinMs = 90_000
const hourMs = 3_600_000

type Moment = { seconds: number; rssMb: number; storeMb: number }

/** Whether anything grows that should not, when mail comes without end and retention takes the oldest. */
export const soakRow: Row = {
  name: 'soak',
  title: 'Soak: 300 messages/s without end, the newest 2,000 kept',
  note: 'The first third fills the store. Growth is the median of the last third over that of the middle one; --soak-minutes makes it long enough to mean something.',
  metrics: [
    {
      key: 'rssGrowth',
      label: 'RSS, last third : middle',
      unit: '',
      better: 'less',
      target: { value: 1.1 },
    },
    {
      key: 'storeGrowth',
      label: 'store on disk, last third : middle',
      unit: '',
      better: 'less',
      target: { value: 1.1 },
    },
    { key: 'rssMb', label: 'RSS at the end', unit: 'MB', better: 'less', target: { value: 300 } },
    { key: 'storeMb', label: 'store at the end', unit: 'MB', better: 'less' },
    { key: 'stored', label: 'mails at the end', unit: 'mails', better: 'less' },
  ],
  charts: [
    {
      key: 'rss',
      title: 'Soak: memory',
      x: { label: 'minutes', unit: 'minutes' },
      y: { label: 'RSS', unit: 'MB' },
    },
    {
      key: 'store',
      title: 'Soak: the store on disk, with its log',
      x: { label: 'minutes', unit: 'minutes' },
      y: { label: 'files', unit: 'MB' },
    },
  ],
  rounds: 1,
  longestMs: 10 * hourMs,
  fits: ({ name }) => name === 'mayfly',
  measure: (contender, tools) =>
    tools.withServer(contender, {}, async server => {
      await server.http.patch('/api/v1/settings', { 'retention.maxMessages': keptMessages })
      const moments = await soak(server, tools)
      const growth = (of: (moment: Moment) => number) => growthOf(moments.map(of))
      const last = moments.at(-1)!
      return {
        rssGrowth: growth(({ rssMb }) => rssMb),
        storeGrowth: growth(({ storeMb }) => storeMb),
        rssMb: last.rssMb,
        storeMb: last.storeMb,
        stored: await untilKept(server),
      }
    }),
}

async function soak(server: Server, { scale, load, plot }: Tools): Promise<Moment[]> {
  const start = performance.now()
  const moments: Moment[] = []
  const portion = Math.ceil((perSecond * Math.min(portionMs, scale.soakMs)) / 1000)
  const look = () => {
    const seconds = (performance.now() - start) / 1000
    const { rssMb } = memoryOf(server.pid)
    const storeMb = sizeMb(server.folder)
    moments.push({ seconds, rssMb, storeMb })
    plot('rss', seconds / 60, rssMb)
    plot('store', seconds / 60, storeMb)
  }
  const timer = setInterval(look, Math.max(100, scale.soakMs / 200))
  try {
    for (let first = 0; performance.now() - start < scale.soakMs; first += portion) {
      const job = {
        kind: 'real',
        first,
        messages: portion,
        mailboxes,
        connections: 1,
        keepOpen: false,
      } as const
      const result = await load.run({ ...job, perSecond, port: server.ports.smtp, timeoutMs: hourMs })
      if (result.problem) throw new Error(`the load failed: ${result.problem}`)
    }
  } finally {
    clearInterval(timer)
  }
  look()
  return moments
}

async function untilKept({ http, contender }: Server): Promise<number> {
  const deadline = performance.now() + settlesWithinMs
  for (;;) {
    const stored = await contender.api!.count(http)
    if (stored <= keptMessages || performance.now() > deadline) return stored
    await sleep(500)
  }
}

function growthOf(values: number[]): number {
  const third = Math.floor(values.length / 3)
  return median(values.slice(-third)) / median(values.slice(third, 2 * third))
}

function sizeMb(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const bytes = files.map(({ parentPath, name }) => statSync(join(parentPath, name)).size)
  return bytes.reduce((sum, size) => sum + size, 0) / 1024 ** 2
}
