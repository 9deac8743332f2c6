// node test/bench/metering/main.ts [blocks]: what counting, limiting and noting calls costs a request.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startChild, type Child } from '../process/child.ts'
import { median, percentile } from '../report/statistics.ts'
import { askBlock } from './ask-block.ts'

/** One server serves metered and other calls in turns of a few milliseconds: what else the machine does falls on both. */
const [blocks = 4_000] = process.argv.slice(2).map(Number)
const requestsInBlock = 50
const warmUpBlocks = 200
/** The cheapest call there is, and one that tests and people make all the time. */
const paths = ['/api/v1/mailboxes?limit=1', '/api/v1/messages?limit=50']
const stored = 60
const halfMetering = new URL('../servers/with-half-metering.ts', import.meta.url).href
const launcher = fileURLToPath(new URL('../servers/mayfly-from-sources.ts', import.meta.url))

const million = 1_000_000
const folder = mkdtempSync(join(tmpdir(), 'mayfly-metering-'))
const server = await start(['--import', halfMetering])
try {
  for (const path of paths) {
    await compare('usage and audit', path, server.keys.unlimited)
    await compare('usage, audit and limits', path, server.keys.limited)
  }
} finally {
  await server.child.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function compare(what: string, path: string, key: string): Promise<void> {
  const socket = connect({ port: server.port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  const ask = (metering: 'on' | 'off') =>
    askBlock(
      socket,
      `GET ${path} HTTP/1.1\r\nHost: localhost:${server.port}\r\nAuthorization: Bearer ${key}\r\n` +
        // As long as the other, so that reading it costs the same.
        `X-Bench-Metering: ${metering === 'off' ? 'off' : 'all'}\r\n\r\n`,
      requestsInBlock,
    )
  const samples: Samples = { on: [], off: [] }
  for (let block = 0; block < warmUpBlocks + blocks; block += 1) {
    const order = block % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const)
    for (const metering of order) {
      const ms = await ask(metering)
      if (block >= warmUpBlocks) samples[metering].push((ms * 1000) / requestsInBlock)
    }
  }
  socket.destroy()
  report(`GET ${path}, ${what}`, samples)
}

type Samples = { on: number[]; off: number[] }
type Server = { child: Child; port: number; keys: { limited: string; unlimited: string } }

async function start(nodeArgs: string[]): Promise<Server> {
  const options = ['--smtp-port', '0', '--http-port', '0', '--data-dir', folder, '--ready-json']
  const child = startChild({
    command: process.execPath,
    args: [...nodeArgs, launcher, ...options],
    cwd: folder,
  })
  const ready = new Promise<string>(resolve =>
    child.onLine(line => line.includes('"ready":true') && resolve(line)),
  )
  const port = readPort(await Promise.race([ready, child.failed]))
  const keys = await makeKeys(`http://127.0.0.1:${port}/api/v1`)
  return { child, port, keys }
}

function readPort(line: string): number {
  return (JSON.parse(line) as { httpPort: number }).httpPort
}

/** Keys of an account without limits, and of one whose plan limits everything and is never reached. */
async function makeKeys(base: string): Promise<Server['keys']> {
  const post = async (to: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${base}${to}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${to}: ${await response.text()}`)
    return (await response.json()) as { id: string; key: string }
  }
  const makeKey = async (name: string, plan: object) => {
    await post('/plans', { id: `bench-${name}`, ...plan })
    const { id: accountId } = await post('/accounts', { name, plan: `bench-${name}` })
    const address = `${name}@bench.test`
    await post('/mailboxes', { address, accountId })
    const mails = Array.from({ length: stored }, (_, n) => ({
      from: 'a@bench.test',
      subject: `${n}`,
      text: 'x',
    }))
    for (const mail of mails) await post(`/mailboxes/${address}/messages`, mail)
    return (await post('/keys', { name, service: 'mayfly', mailboxDomains: ['*'], accountId })).key
  }
  return {
    unlimited: await makeKey('unlimited', {}),
    limited: await makeKey('limited', {
      requestsPerMinute: million,
      burst: million,
      callsPerDay: 1_000 * million,
    }),
  }
}

/** Medians, because garbage collection and the write once a second fall on either; their part is in the means. */
function report(title: string, { on, off }: Samples): void {
  const ratios = off.map((micros, block) => micros / on[block]!)
  const mean = (samples: number[]) => samples.reduce((sum, one) => sum + one, 0) / samples.length
  const [low, high] = [percentile(ratios, 0.25), percentile(ratios, 0.75)]
  process.stdout.write(
    `${title}\n` +
      `microseconds a request: metered ${median(on).toFixed(2)}, not metered ${median(off).toFixed(2)} ` +
      `(means ${mean(on).toFixed(2)}, ${mean(off).toFixed(2)}); throughput kept ${median(ratios).toFixed(4)} ` +
      `(half of ${ratios.length} pairs: ${low.toFixed(3)} to ${high.toFixed(3)})\n`,
  )
}
