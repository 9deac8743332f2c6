import { parseArgs } from 'node:util'
import { cachedStore, copyStore } from './cached-store.ts'

const help = `node test/bench/stores/main.ts --messages N [--out DIR]
Makes a data directory with N varied mails, the same ones each time, and keeps it in the temporary folder for the next
time. Prints what the writing cost on the way. Without --out it is only kept.
`
/** A line of what it cost for so many messages. */
const perLine = 10_000

const { values } = parseArgs({ options: { messages: { type: 'string' }, out: { type: 'string' } } })
if (values.messages === undefined) process.stdout.write(help)
else await make(Number(values.messages), values.out)

async function make(messages: number, folder: string | undefined): Promise<void> {
  const start = performance.now()
  let [written, cpuMs] = [0, 0]
  let last = 0
  const file = await cachedStore(messages, progress => {
    written += progress.messages - (last || progress.messages)
    last = progress.messages
    cpuMs += progress.cpuMs
    if (written < perLine) return
    const each = ((cpuMs * 1000) / written).toFixed(0)
    const seconds = ((performance.now() - start) / 1000).toFixed(0)
    process.stdout.write(`${progress.messages} messages after ${seconds} s, ${each} µs of CPU each\n`)
    ;[written, cpuMs] = [0, 0]
  })
  if (folder !== undefined) copyStore(file, folder)
  process.stdout.write(`${folder ?? file}\n`)
}
