import { expect, test } from 'vitest'
import { readEnvelope } from './read-envelope.ts'

const of = (...lines: string[]) =>
  readEnvelope(Buffer.from(`${lines.join('\r\n')}\r\n\r\nTo: not@a.header\r\n`))

test('where a mail was delivered counts before whom it names, and the topmost place before the others', () => {
  const mail = ['Delivered-To: now@here.test', 'Delivered-To: before@there.test', 'To: list@lists.test']
  expect(of(...mail).recipients).toEqual(['now@here.test'])
  expect(of('X-Original-To: <asked@here.test>', 'To: b@c.test').recipients).toEqual(['asked@here.test'])
})

test('else it is for whom it names, each once', () => {
  const { recipients } = of(
    'To: "Dana, x@quoted.test" <dana@here.test>,',
    ' =?utf-8?q?J=C3=BCrgen?= <j@here.test> (c@comment.test)',
    'CC: Dana@HERE.test, friends: a@b.test, пётр@почта.test;',
  )
  expect(recipients).toEqual(['Dana@HERE.test', 'j@here.test', 'a@b.test', 'пётр@почта.test'])
})

test('no more recipients than a transaction of SMTP may name', () => {
  const many = Array.from({ length: 300 }, (_, i) => `a${i}@b.test`).join(', ')
  expect(of(`To: ${many}`).recipients).toHaveLength(100)
})

test('who sent it and when', () => {
  expect(of('From: A <a@b.test>', 'Date: Sat, 21 Nov 2026 06:00:00 +0100 (CET)')).toMatchObject({
    sender: 'a@b.test',
    date: Date.UTC(2026, 10, 21, 5),
  })
  expect(of('Return-Path: <bounce@b.test>', 'From: a@b.test', 'Date: soon')).toMatchObject({
    sender: 'bounce@b.test',
    date: null,
  })
})

test('what SMTP would not take is no recipient', () => {
  const refused = [
    ...[
      'a\0b@c.test',
      `${'a'.repeat(3000)}@c.test`,
      'a@b@c.test',
      '.a@c.test',
      'a..b@c.test',
      'a\u200bb@c.test',
    ],
    ...['a@-c.test', 'a@c..test', 'a@c_d.test', 'a@', '@c.test'],
  ]
  expect(of(`To: ${refused.join(', ')}, good@c.test`).recipients).toEqual(['good@c.test'])
})

test('a name that is not closed hides no address', () => {
  expect(of('To: "Dana <dana@here.test>, "B \\" x@y.test" <b@here.test>').recipients).toContain('b@here.test')
})

/** Each took minutes when a step looked at the rest of the header again and again. */
test.each([
  ['a word without end', `To: ${'a'.repeat(250_000)}`],
  ['quotes that do not close', `To: ${'"\\'.repeat(120_000)}`],
  ['a date of blanks', `Date: x${' '.repeat(250_000)}x`],
])('%s: read once', (_title, line) => {
  expect(of(line)).toEqual({ sender: '', recipients: [], date: null })
})

test('a mail without a header is from and for nobody', () => {
  for (const raw of ['', '\n\nx', '\0\xff', 'just text'])
    expect(readEnvelope(Buffer.from(raw))).toEqual({ sender: '', recipients: [], date: null })
})
