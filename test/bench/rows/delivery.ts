import type { Contender } from '../contenders/contender.ts'
import type { Load } from '../load/job.ts'
import type { MailKind } from '../mails/mail.ts'
import { cpuMsOf, memoryOf, resetPeak } from '../process/usage.ts'
import { deliver } from './deliver.ts'
import type { Metric, Row, Sample, Target, Tools } from './row.ts'

type Options = {
  name: string
  title: string
  note?: string
  kind: MailKind
  keepOpen: boolean
  /** Instead of the bench's own. */
  load?: Load
  /** The part of the usual number of mails that is sent: large ones take longer. */
  share?: number
  fits?: (contender: Contender) => boolean
  target?: Target
  rounds?: number
}

/** How many mails a second a contender takes, from the first connect to the last 250. */
export function deliveryRow(options: Options): Row {
  const { name, title, note, kind, keepOpen, load, share = 1, fits, target, rounds } = options
  async function measure(contender: Contender, tools: Tools): Promise<Sample> {
    const { scale } = tools
    const sender = load ?? tools.load
    const warmUp = Math.ceil(scale.warmUp * share)
    const messages = Math.ceil(scale.messages * share)
    const job = { kind, keepOpen, connections: Math.min(scale.connections, messages) }
    return tools.withServer(contender, {}, async server => {
      await deliver(server, sender, { ...job, first: 0, messages: warmUp })
      resetPeak(server.pid)
      const cpuBefore = cpuMsOf(server.pid)
      const { ms, loadCpuMs } = await deliver(server, sender, { ...job, first: warmUp, messages })
      return {
        rate: (messages / ms) * 1000,
        cpuMs: (cpuMsOf(server.pid) - cpuBefore) / messages,
        peakMb: memoryOf(server.pid).peakMb,
        loadCpu: (loadCpuMs / ms) * 100,
      }
    })
  }
  return {
    name,
    title,
    ...(note ? { note } : {}),
    metrics: metricsOf(target),
    ...(rounds ? { rounds } : {}),
    fits: fits ?? (() => true),
    measure,
  }
}

function metricsOf(target: Target | undefined): [Metric, ...Metric[]] {
  return [
    {
      key: 'rate',
      label: 'messages/s',
      unit: '/s',
      better: 'more',
      ...(target ? { target } : {}),
    },
    { key: 'cpuMs', label: 'CPU per message', unit: 'ms', better: 'less' },
    { key: 'peakMb', label: 'peak RSS', unit: 'MB', better: 'less', target: { value: 300 } },
    { key: 'loadCpu', label: 'load on its core', unit: '%', better: 'less' },
  ]
}
