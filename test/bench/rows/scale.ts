import type { Server } from '../process/server.ts'
import { campaign, mailboxAddress, rareWord } from '../stores/made-mail.ts'
import { askOften, timesOf } from './ask-often.ts'
import { inStore } from './in-store.ts'
import type { Metric, Row, Scale } from './row.ts'

const sizes = [1_000, 100_000, 500_000, 1_000_000]
/** Limits in milliseconds; in the largest store everything may take twice as long. */
const listMs = (messages: number) => (messages < 1_000_000 ? 5 : 10)
const searchMs = (messages: number) => (messages < 500_000 ? 30 : messages < 1_000_000 ? 60 : 120)

/** Called so in the table, and what is asked. */
const searches = {
  rare: rareWord,
  common: 'the',
  phrase: '"will welcome"',
  prefix: 'we*',
  fields: 'subject:order has:code',
  header: `header:X-Campaign=${campaign(7)}`,
}

const metricsOf = (messages: number): readonly [Metric, ...Metric[]] => [
  { key: 'list', label: 'list p95', unit: 'ms', better: 'less', target: { value: listMs(messages) } },
  {
    key: 'mailbox',
    label: 'list of a mailbox p95',
    unit: 'ms',
    better: 'less',
    target: { value: listMs(messages) },
  },
  { key: 'deep', label: 'deep page p95', unit: 'ms', better: 'less', target: { value: listMs(messages) } },
  { key: 'detail', label: 'message p95', unit: 'ms', better: 'less' },
  { key: 'raw', label: 'source p95', unit: 'ms', better: 'less' },
  { key: 'counts', label: 'counts p95', unit: 'ms', better: 'less' },
  ...Object.keys(searches).map(
    key =>
      ({
        key,
        label: `${key} search p95`,
        unit: 'ms',
        better: 'less',
        target: { value: searchMs(messages) },
      }) as const,
  ),
]

/** What reading costs in stores of very different size; it should cost the same. */
export const scaleRows: Row[] = sizes.map(messages => ({
  name: `scale-${messages}`,
  title: `Reading in a store of ${messages.toLocaleString('en')} messages`,
  note: 'The store is made once and kept in the temporary folder, which takes long the first time.',
  metrics: metricsOf(messages),
  rounds: 1,
  longestMs: 3_600_000,
  fits: ({ name }) => name === 'mayfly',
  measure: async (contender, tools) =>
    inStore(contender, tools, messages, server => measureReads(server, tools.scale)),
}))

async function measureReads(server: Server, scale: Scale) {
  const get = (path: string) => server.http.get(`/api/v1/${path}`)
  const p95 = async (path: string) => timesOf(await askOften(scale, () => get(path))).p95
  const list = 'messages?limit=50'
  // Whichever series is first has V8 compile the server beside it: it is measured as warm as those after it.
  const warm = await askOften(scale, () => get(list))
  const { items } = JSON.parse(warm.at(-1)!.body) as { items: { id: string; seq: number }[] }
  const { id, seq } = items.at(-1)!
  const sample: Record<string, number> = {
    list: await p95(list),
    mailbox: await p95(`mailboxes/${mailboxAddress(0)}/messages?limit=50`),
    deep: await p95(`${list}&cursor=${Math.ceil(seq / 2)}`),
    detail: await p95(`messages/${id}`),
    raw: await p95(`messages/${id}/raw`),
    counts: await p95('mailboxes?limit=50'),
  }
  for (const [key, q] of Object.entries(searches))
    sample[key] = await p95(`${list}&q=${encodeURIComponent(q)}`)
  return sample
}
