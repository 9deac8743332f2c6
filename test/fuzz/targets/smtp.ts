import { sendMail, storedId } from '#test/support/send-mail.ts'
import { damageBytes, times } from '../damage.ts'
import { openFuzzedApp, type FuzzedApp } from '../open-app.ts'
import { sendPieces, splitAnywhere, type Sending } from '../send-pieces.ts'
import { strangeTexts } from '../strange-values.ts'
import { tryInput, type Random, type Target } from '../target.ts'

const sessionsPerRound = 40
const atOnce = 10

/** Sessions by the grammar, out of order, damaged, in pieces and pipelined, several at once. */
export const smtp: Target = {
  name: 'smtp',
  shortRounds: 2,
  async open() {
    const fuzzed = await openFuzzedApp()
    return {
      async round(random) {
        const found = []
        for (let left = sessionsPerRound; left > 0; left -= atOnce) {
          const sessions = times(atOnce, () => makeSession(random))
          const results = await Promise.all(
            sessions.map(one =>
              tryInput(
                () => one.bytes.toString('latin1'),
                () => run(fuzzed, one),
              ),
            ),
          )
          found.push(...results.flat())
        }
        found.push(
          ...(await tryInput(
            () => 'an ordinary mail',
            () => sendOrdinary(fuzzed),
          )),
        )
        for (const problem of fuzzed.takeFaults()) found.push({ problem, input: 'one of this round' })
        return { inputs: sessionsPerRound, found }
      },
      close: () => fuzzed.app.stop(),
    }
  },
}

type Session = Sending & { bytes: Buffer }

function makeSession(random: Random): Session {
  const lines = times(1 + random.below(3), () => transaction(random)).flat()
  const said = [...(random.below(8) > 0 ? [greeting(random)] : []), ...lines].flatMap(line =>
    unsettle(line, lines, random),
  )
  const end = random.pick(['quit', 'quit', 'end', 'drop'] as const)
  const whole = Buffer.from([...said, ...(end === 'quit' ? ['QUIT\r\n'] : [])].join(''), 'latin1')
  const bytes = random.below(3) === 0 ? damageBytes(whole, random) : whole
  return { bytes, pieces: splitAnywhere(bytes, random), pauses: random.chance(), drops: end === 'drop' }
}

const greeting = (random: Random): string =>
  random.pick([
    'EHLO a.test\r\n',
    'HELO a.test\r\n',
    'ehlo [127.0.0.1]\r\n',
    'EHLO\r\n',
    `EHLO ${random.pick(strangeTexts)}\r\n`,
  ])

function transaction(random: Random): string[] {
  const head = `Subject: fuzz ${random.below(1e6)}\r\nFrom: a@b.test\r\n\r\n`
  const body = random.pick([
    'hello\r\n',
    '..dots\r\n.\rx\r\n',
    '',
    'a\n.\nb\r\n',
    'x'.repeat(3_000) + '\r\n',
    `${random.pick(strangeTexts)}\r\n`,
  ])
  return [
    ...(random.below(5) === 0 ? [login(random)] : []),
    `MAIL FROM:<${address(random)}>${random.pick(['', '', ' SIZE=100', ' SIZE=99999999999', ' SIZE=x', ' BODY=8BITMIME', ' SMTPUTF8', ' AUTH=<>', ' X=Y'])}\r\n`,
    ...times(
      1 + random.below(3),
      () =>
        `RCPT TO:<${address(random)}>${random.pick(['', '', '', ' NOTIFY=NEVER', ' ORCPT=rfc822;a+40b'])}\r\n`,
    ),
    'DATA\r\n',
    `${head}${body}.\r\n`,
  ]
}

const address = (random: Random): string =>
  random.below(3) > 0
    ? `${random.pick(['a', 'b.c', 'someone', '"q s"'])}@${random.pick(['mayfly.test', 'b.test', 'x'])}`
    : random.pick(strangeTexts)

const base64 = (text: string): string => Buffer.from(text).toString('base64')

const login = (random: Random): string =>
  random.pick([
    `AUTH PLAIN ${base64('\0user\0password')}\r\n`,
    `AUTH LOGIN\r\n${base64('user')}\r\n${base64('password')}\r\n`,
    `AUTH LOGIN ${base64('user')}\r\n*\r\n`,
    'AUTH CRAM-MD5\r\n',
    `AUTH CRAM-MD5\r\n${base64('user 00112233445566778899aabbccddeeff')}\r\n`,
    `AUTH PLAIN ${random.pick(strangeTexts)}\r\n`,
    'AUTH\r\n',
  ])

const others = [
  'NOOP\r\n', 'RSET\r\n', 'VRFY a\r\n', 'EXPN a\r\n', 'HELP\r\n', 'STARTTLS\r\n', 'DATA\r\n', '.\r\n', '\r\n', 'QUIT\r\n', 'EHLO again\r\n',
  'BDAT 10 LAST\r\n0123456789', 'XCLIENT ADDR=1.2.3.4\r\n', 'XFORWARD NAME=x\r\n', 'MAIL\r\n', 'RCPT TO\r\n', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
  `NOOP ${'x'.repeat(20_000)}\r\n`, '\x16\x03\x01\x02\x00\x01', '\n', '\r', '\0\0\0\r\n',
] // prettier-ignore

/** A line as it should be, or something else in its place. */
function unsettle(line: string, lines: readonly string[], random: Random): string[] {
  const kind = random.below(16)
  if (kind === 0) return []
  if (kind === 1) return [line, line]
  if (kind === 2) return [random.pick(lines)]
  if (kind === 3) return [line, random.pick(others)]
  if (kind === 4) return [line.replace('\r\n', random.pick(['\n', '\r', '\r\r\n', ' \r\n', '']))]
  return [line]
}

async function run({ app }: FuzzedApp, session: Session): Promise<void> {
  const replies = await sendPieces(app.smtpPort, session)
  if (/^451 4\.3\.0/m.test(replies)) throw new Error(`A fault in the server: ${replies}`)
  const wrong = replies
    .split('\r\n')
    .slice(0, -1)
    .find(line => !/^[2345]\d\d[ -][^\r\n]*$/.test(line))
  if (wrong !== undefined && !replies.includes('\x15\x03'))
    throw new Error(`Not a reply: ${JSON.stringify(wrong)}`)
  for (const [, id] of replies.matchAll(/stored as ([0-9a-f-]{36})/g)) {
    const answer = await app.app.http.inject({
      url: `/api/v1/messages/${id}/raw`,
      headers: { host: 'localhost' },
    })
    if (answer.statusCode !== 200) throw new Error(`${id} was acknowledged and is not there`)
  }
}

async function sendOrdinary({ app }: FuzzedApp): Promise<void> {
  storedId(await sendMail(app.smtpPort, { subject: 'ordinary', text: 'still here' }))
}
