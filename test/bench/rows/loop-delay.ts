import type { MailKind } from '../mails/mail.ts'
import { deliver } from './deliver.ts'
import type { Row, Scale } from './row.ts'

type Options = {
  name: string
  title: string
  kind: MailKind
  amount: (scale: Scale) => number
  connections: number
}

/** How long the thread that answers calls and windows is held up while mail arrives. */
export function loopDelayRow({ name, title, kind, amount, connections }: Options): Row {
  return {
    name,
    title,
    metrics: [
      { key: 'max', label: 'longest', unit: 'ms', better: 'less' },
      { key: 'p99', label: 'p99', unit: 'ms', better: 'less' },
      { key: 'rate', label: 'messages/s', unit: '/s', better: 'more' },
    ],
    fits: ({ isNode, isReference }) => isNode && !isReference,
    measure: (contender, { scale, load, withServer }) =>
      withServer(contender, { watchLoop: true }, async server => {
        const messages = amount(scale)
        const job = { kind, connections: Math.min(connections, messages), keepOpen: true }
        await deliver(server, load, { ...job, first: 0, messages: Math.ceil(messages / 8) })
        server.toggleLoopWatch()
        const { ms } = await deliver(server, load, { ...job, first: messages, messages })
        server.toggleLoopWatch()
        const { max, p99 } = await server.loopDelay()
        return { max, p99, rate: (messages / ms) * 1000 }
      }),
  }
}
