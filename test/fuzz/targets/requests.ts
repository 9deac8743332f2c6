import { damageBytes, times } from '../damage.ts'
import { openFuzzedApp, type FuzzedApp } from '../open-app.ts'
import { sendPieces, splitAnywhere, type Sending } from '../send-pieces.ts'
import { strangeTexts } from '../strange-values.ts'
import { tryInput, type Random, type Target } from '../target.ts'

const perRound = 60
const atOnce = 10

/** HTTP as bytes: heads that are none, bodies that are shorter or longer than they say, several behind each other. */
export const requests: Target = {
  name: 'requests',
  shortRounds: 1,
  async open() {
    const fuzzed = await openFuzzedApp()
    return {
      async round(random) {
        const found = []
        for (let left = perRound; left > 0; left -= atOnce) {
          const sendings = times(atOnce, () => makeSending(random))
          const results = await Promise.all(
            sendings.map(one =>
              tryInput(
                () => Buffer.concat(one.pieces).toString('latin1'),
                () => send(fuzzed, one),
              ),
            ),
          )
          found.push(...results.flat())
        }
        for (const problem of fuzzed.takeFaults()) found.push({ problem, input: 'one of this round' })
        return { inputs: perRound, found }
      },
      close: () => fuzzed.app.stop(),
    }
  },
}

function makeSending(random: Random): Sending {
  const whole = Buffer.from(times(1 + random.below(3), () => makeRequest(random)).join(''), 'latin1')
  const bytes = random.chance() ? damageBytes(whole, random) : whole
  return { pieces: splitAnywhere(bytes, random), pauses: random.chance(), drops: random.below(5) === 0 }
}

function makeRequest(random: Random): string {
  const method = random.pick([
    'GET',
    'POST',
    'PATCH',
    'DELETE',
    'HEAD',
    'OPTIONS',
    'CONNECT',
    'TRACE',
    'PRI',
    'get',
    random.pick(strangeTexts),
  ])
  const path = random.pick([
    '/api/v1/info',
    '/api/v1/mailboxes',
    '/api/v1/messages?q=a',
    '/compat/momail/v1/api/health',
    '*',
    '//',
    'http://a/',
    '/%',
    `/${random.pick(strangeTexts)}`,
  ])
  const version = random.pick(['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9', ''])
  const fields = times(
    random.below(6),
    () => `${random.pick(names)}: ${random.pick(values(random))}\r\n`,
  ).join('')
  const body = random.pick([
    '',
    '',
    '{}',
    '{"localPart":"x"}',
    '5\r\n{"a":\r\n0\r\n\r\n',
    'ffffffffffffffff\r\nx',
    random.pick(strangeTexts),
  ])
  return `${method} ${path} ${version}\r\nHost: localhost\r\n${fields}\r\n${body}`
}

const names = [
  'Content-Length',
  'Content-Length',
  'Transfer-Encoding',
  'Content-Type',
  'Host',
  'Expect',
  'Upgrade',
  'Connection',
  'Authorization',
  'Cookie',
  'Range',
  'If-None-Match',
  'Accept-Encoding',
  'Last-Event-ID',
  'X\0Y',
  ' Folded',
]
const values = (random: Random) => [
  '0',
  '2',
  '17',
  '-1',
  '99999999999999999999',
  'chunked',
  'chunked, gzip',
  'application/json',
  '100-continue',
  'websocket',
  'h2c',
  'close',
  'keep-alive',
  'bytes=0-0,-1',
  '*',
  'gzip;q=x',
  'x'.repeat(70_000),
  random.pick(strangeTexts),
]

/** All that is not implemented here is the caller's mistake too. */
async function send({ app }: FuzzedApp, sending: Sending): Promise<void> {
  const { port } = new URL(app.url)
  const answers = await sendPieces(Number(port), sending)
  for (const [line, status] of answers.matchAll(/^HTTP\/1\.1 (\d{3})[^\r\n]*/gm))
    if (Number(status) >= 500) throw new Error(`${line}: ${answers.slice(0, 1_000)}`)
}
