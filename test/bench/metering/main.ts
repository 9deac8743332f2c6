// node test/bench/metering/main.ts [rounds] [ms]: what counting, limiting and noting calls costs a request.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startChild, type Child } from '../process/child.ts'
import { cpuMsOf } from '../process/usage.ts'
import { figureOf, median, percentile } from '../report/statistics.ts'
import { askFor } from './ask.ts'

/** Rounds are short and take turns, so that whatever else the machine does falls on both alike. */
const [rounds = 30, roundMs = 1_000] = process.argv.slice(2).map(Number)
const connections = 8
/** The cheapest call there is, and one that tests and people make all the time. */
const paths = ['/api/v1/mailboxes?limit=1', '/api/v1/messages?limit=50']
const stored = 60
const noMetering = new URL('../servers/without-metering.ts', import.meta.url).href
const launcher = fileURLToPath(new URL('../servers/mayfly-from-sources.ts', import.meta.url))

const million = 1_000_000
const folder = mkdtempSync(join(tmpdir(), 'mayfly-metering-'))
const servers = [await start('with', []), await start('without', ['--import', noMetering])] as const
try {
  for (const path of paths) await compare(path)
} finally {
  await Promise.all(servers.map(({ child }) => child.stop()))
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function compare(path: string): Promise<void> {
  for (const server of servers) await measure(server, path) // warms up
  const pairs = []
  for (let round = 0; round < rounds; round += 1) {
    // Who goes first changes too.
    const order = round % 2 === 0 ? servers : servers.toReversed()
    const samples = new Map<string, Sample>()
    for (const server of order) samples.set(server.name, await measure(server, path))
    pairs.push({ with: samples.get('with')!, without: samples.get('without')! })
  }
  process.stdout.write(`GET ${path}\n`)
  report(
    'requests a second',
    pairs.map(pair => [pair.with.perSecond, pair.without.perSecond]),
  )
  report(
    'CPU microseconds a request',
    pairs.map(pair => [pair.with.cpuMicros, pair.without.cpuMicros]),
  )
}

type Sample = { perSecond: number; cpuMicros: number }
type Server = { name: string; child: Child; port: number; key: string }

async function start(name: string, nodeArgs: string[]): Promise<Server> {
  const options = ['--smtp-port', '0', '--http-port', '0', '--data-dir', join(folder, name), '--ready-json']
  const child = startChild({
    command: process.execPath,
    args: [...nodeArgs, launcher, ...options],
    cwd: folder,
  })
  const ready = new Promise<string>(resolve =>
    child.onLine(line => line.includes('"ready":true') && resolve(line)),
  )
  const port = readPort(await Promise.race([ready, child.failed]))
  const key = await makeKey(`http://127.0.0.1:${port}/api/v1`)
  return { name, child, port, key }
}

function readPort(line: string): number {
  return (JSON.parse(line) as { httpPort: number }).httpPort
}

/** A key of an account whose plan limits everything and is never reached. */
async function makeKey(base: string): Promise<string> {
  const post = async (to: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${base}${to}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${to}: ${await response.text()}`)
    return (await response.json()) as { id: string; key: string }
  }
  await post('/plans', {
    id: 'bench',
    requestsPerMinute: million,
    burst: million,
    callsPerDay: 1_000 * million,
  })
  const { id: accountId } = await post('/accounts', { name: 'bench', plan: 'bench' })
  await post('/mailboxes', { address: 'bench@bench.test', accountId })
  for (let n = 0; n < stored; n += 1)
    await post('/mailboxes/bench@bench.test/messages', {
      from: 'a@bench.test',
      subject: `Mail ${n}`,
      text: 'x',
    })
  const { key } = await post('/keys', { name: 'bench', service: 'mayfly', mailboxDomains: ['*'], accountId })
  return key
}

async function measure({ child, port, key }: Server, path: string): Promise<Sample> {
  const request = `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nAuthorization: Bearer ${key}\r\n\r\n`
  const [before, cpuBefore] = [performance.now(), cpuMsOf(child.pid)]
  const answered = await askFor(roundMs, { port, request, connections })
  const seconds = (performance.now() - before) / 1000
  return { perSecond: answered / seconds, cpuMicros: ((cpuMsOf(child.pid) - cpuBefore) * 1000) / answered }
}

function report(what: string, pairs: [number, number][]): void {
  const [on, off] = [figureOf(pairs.map(([one]) => one)), figureOf(pairs.map(([, other]) => other))]
  const ratios = pairs.map(([one, other]) => one / other)
  const spread = `${percentile(ratios, 0.25).toFixed(3)} to ${percentile(ratios, 0.75).toFixed(3)}`
  process.stdout.write(
    `${what}: with ${on.median.toFixed(1)}, without ${off.median.toFixed(1)}, ` +
      `ratio ${median(ratios).toFixed(3)} (half of ${pairs.length} pairs: ${spread})\n`,
  )
}
