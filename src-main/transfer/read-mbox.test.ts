import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { edge } from '#test/support/edge.ts'
import { importLimits } from './limits.ts'
import { readMbox } from './read-mbox.ts'
import { toMbox } from './write-mbox.ts'

const at = Date.UTC(2026, 10, 21, 5, 0, 0)

async function* inPieces(bytes: Buffer, size: number) {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function read(text: string | Buffer, size = 1 << 16, maxBytes = 1 << 20) {
  const mails: { raw: string | null; date: number | null }[] = []
  for await (const { raw, date } of readMbox(inPieces(Buffer.from(text), size), maxBytes))
    mails.push({ raw: raw?.toString('latin1') ?? null, date })
  return mails
}

const rawOf = async (text: string) => (await read(text)).map(({ raw }) => raw)

const fixtures = ['mail', 'codes'].flatMap(folder => {
  const path = new URL(`../../test/fixtures/${folder}/`, import.meta.url)
  return readdirSync(path)
    .filter(name => name.endsWith('.eml'))
    .map(name => readFileSync(new URL(name, path)))
})

/** What is easily changed on the way. */
const odd = [
  '',
  '\n',
  '\r',
  'Subject: no line end at its end',
  'Subject: a\r\n\r\nends with a CR alone\r',
  'From nobody Sat Nov 21 05:00:00 2026\nSubject: begins as an mbox does\n\nx\n',
  'a: b\n\nFrom me to you\n>From a quote\n>>From two\nFrom x@y.test Sat Nov 21 05:00:00 2026\n\n\nFrom \n',
  'a: b\r\n\r\nFrom me\r\n\r\nFrom \r\n',
].map(text => Buffer.from(text))

test.each([7, 4096, 1 << 20])('what was written is read byte for byte, in pieces of %d bytes', async size => {
  const mails = [...fixtures, ...odd]
  expect(mails.length).toBeGreaterThan(100)
  const mbox = Buffer.concat(mails.map(raw => toMbox({ raw, sender: 'a@b.test', at })))
  const found = await read(mbox, size)
  expect(found.map(({ raw }) => raw)).toEqual(mails.map(raw => raw.toString('latin1')))
  expect(new Set(found.map(({ date }) => date))).toEqual(new Set([at]))
})

test('a mail is written with who sent it, and when, in UTC', () => {
  const first = (sender: string) =>
    toMbox({ raw: Buffer.from('a: b\n'), sender, at })
      .toString()
      .split('\n')[0]
  expect(first('a@b.test')).toBe('From a@b.test Sat Nov 21 05:00:00 2026')
  expect(first('')).toBe('From MAILER-DAEMON Sat Nov 21 05:00:00 2026')
  expect(first('a b\nc')).toBe('From MAILER-DAEMON Sat Nov 21 05:00:00 2026')
})

test.each([
  ['with a zone', 'From a@b.test Sat Nov 21 05:00:00 UTC 2026', at],
  ['of Gmail', 'From 17@xxx Sat Nov 21 06:00:00 +0100 2026', at],
  ['without seconds', 'From a Sat Nov 21 05:00 2026', at],
  ['of a day of one digit', 'From a Sun Nov  1 05:00:00 2026', Date.UTC(2026, 10, 1, 5)],
  ['of Thunderbird', 'From - Sat Nov 21 05:00:00 2026', at],
  ['of a newer Thunderbird', 'From ', null],
])('reads a first line %s', async (_name, line, date) => {
  expect(await read(`${line}\na: b\n\nx\n\n${line}\nc: d\n\ny\n`)).toEqual([
    { raw: 'a: b\n\nx\n', date },
    { raw: 'c: d\n\ny', date },
  ])
})

test('line ends of Windows are those of the file, not of the mail', async () => {
  const line = 'From a@b.test Sat Nov 21 05:00:00 2026\r\n'
  expect(await rawOf(`${line}a: b\r\n\r\nx\r\n\r\n${line}c: d\r\n\r\ny\r\n\r\n`)).toEqual([
    'a: b\r\n\r\nx\r\n',
    'c: d\r\n\r\ny\r\n',
  ])
})

test('a line From that nobody quoted begins no mail unless it looks like it', async () => {
  const line = 'From a@b.test Sat Nov 21 05:00:00 2026\n'
  const body = 'a: b\n\nFrom here on\n\nFrom what I heard, x\nContent-Length: 3\n'
  expect(await rawOf(`${line}${body}\n${line}c: d\n\n`)).toEqual([body, 'c: d\n'])
})

test('of a mail that is too large the others are read', async () => {
  const line = 'From a@b.test Sat Nov 21 05:00:00 2026\n'
  const large = 'x'.repeat(3_000_000)
  expect(
    (await read(`${line}a: 1\n\n${line}${large}\n\n${line}a: 3\n\n`, 50_000)).map(({ raw }) => raw),
  ).toEqual(['a: 1\n', null, 'a: 3\n'])
})

test('a mail in a file may be as large as one by SMTP, and not a byte more', async () => {
  const isTaken = async (bytes: number) => {
    const head = 'From a@b.test Sat Nov 21 05:00:00 2026\na: 1\n\n'
    const mail = Buffer.alloc(bytes, `${'x'.repeat(99)}\n`)
    const file = Buffer.concat([Buffer.from(head), mail.subarray('a: 1\n\n'.length), Buffer.from('\n')])
    for await (const { raw } of readMbox(inPieces(file, 1 << 20), importLimits.messageBytes)) {
      if (raw) expect(raw.length).toBe(bytes)
      return raw !== null
    }
    return undefined
  }
  const taken: unknown[] = []
  for (const bytes of edge(importLimits.messageBytes)) taken.push(await isTaken(bytes))
  expect(taken).toEqual([true, true, false])
})
