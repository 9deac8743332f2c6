import { createServer, type AddressInfo } from 'node:net'
import { createGuardedRequest } from '#main/outbound/guarded-request.ts'
import { damageBytes, times } from '../damage.ts'
import { strangeTexts } from '../strange-values.ts'
import { tryInput, type Random, type Target } from '../target.ts'

const perRound = 60
const timeoutMs = 400
const maxAnswerBytes = 4096
/** A request ends by its own time; this is only reached by one that hangs. */
const patienceMs = 30_000

/** What a receiver of webhooks may answer, which is whatever it likes. */
export const webhooks: Target = {
  name: 'webhooks',
  shortRounds: 1,
  async open() {
    let answer: Buffer = Buffer.alloc(0)
    let ends = true
    const receiver = createServer(socket => {
      socket.on('error', () => {})
      socket.once('data', () => void (ends ? socket.end(answer) : socket.write(answer)))
    })
    await new Promise<void>(resolve => receiver.listen(0, '127.0.0.1', resolve))
    const { port } = receiver.address() as AddressInfo
    const request = createGuardedRequest({ lookup: (_name, _options, done) => done(new Error('No network')) })
    const post = () =>
      request({
        url: `http://127.0.0.1:${port}/hook`,
        method: 'POST',
        headers: {},
        body: '{}',
        policy: { loopback: true, private: false },
        timeoutMs,
        maxAnswerBytes,
        signal: new AbortController().signal,
      })
    return {
      async round(random) {
        const found = []
        for (const bytes of times(perRound, () => makeAnswer(random))) {
          answer = bytes
          ends = random.below(8) > 0
          found.push(
            ...(await tryInput(
              () => bytes.toString('latin1'),
              () => inTime(post()),
            )),
          )
        }
        return { inputs: perRound, found }
      },
      close: () => new Promise(resolve => receiver.close(() => resolve())),
    }
  },
}

function makeAnswer(random: Random): Buffer {
  const status = random.pick([
    '200 OK',
    '204',
    '301 Moved',
    '429 Slow down',
    '500 x',
    '100 Continue',
    '999 ?',
    '-1',
    '',
  ])
  const fields = times(random.below(6), () => `${random.pick(names)}: ${random.pick(values(random))}`)
  const body = random.pick([
    '',
    '{}',
    'x'.repeat(10_000),
    '5\r\nhello\r\n0\r\n\r\n',
    'ffffffff\r\nx',
    random.pick(strangeTexts),
  ])
  const text = `HTTP/1.1 ${status}\r\n${fields.join('\r\n')}\r\n\r\n${body}`
  const bytes = Buffer.from(random.below(10) === 0 ? text.repeat(20) : text, 'latin1')
  return random.chance() ? damageBytes(bytes, random) : bytes
}

const names = [
  'Content-Length',
  'Transfer-Encoding',
  'Location',
  'Retry-After',
  'Content-Encoding',
  'Set-Cookie',
  'Connection',
  'X-\0',
]
const values = (random: Random) => [
  '5',
  '-1',
  '99999999999999',
  'chunked',
  'gzip',
  'http://169.254.169.254/',
  'close',
  'x'.repeat(20_000),
  random.pick(strangeTexts),
]

/** Whether it is an answer or a refusal is all the same, but it is one of them, with words and within its bounds. */
async function inTime(sent: Promise<{ status: number; body: Buffer }>): Promise<void> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('hangs')), patienceMs)
  try {
    const { status, body } = await Promise.race([sent, late.promise])
    if (!Number.isInteger(status) || body.length > maxAnswerBytes)
      throw new TypeError(`${status}, ${body.length} bytes`)
  } catch (error) {
    const isRefusal = error instanceof Error && !(error instanceof TypeError) && error.message.length > 0
    if (!isRefusal || error.message === 'hangs') throw error
  } finally {
    clearTimeout(timer)
  }
}
