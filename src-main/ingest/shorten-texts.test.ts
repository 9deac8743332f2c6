import { expect, test } from 'vitest'
import { edge } from '#test/support/edge.ts'
import { limits } from './limits.ts'
import { parseMail } from './parse-mail.ts'
import { shortenTexts } from './shorten-texts.ts'

const head = 'From: a@b.test\r\nSubject: x\r\n'
const mail = (...lines: string[]): Buffer => Buffer.from(head + lines.join('\r\n'), 'latin1')
const most = 6 * limits.bodyChars

test.each(['', 'base64', 'quoted-printable'])(
  'a text in %j is left out where no more of it is shown',
  encoding => {
    const bytes = encoding === 'quoted-printable' ? 10 * limits.bodyChars : most
    const start = mail(`Content-Transfer-Encoding: ${encoding || '8bit'}`, '', '')
    const lengthOf = (body: number) =>
      shortenTexts(Buffer.concat([start, Buffer.alloc(body, 'a'.repeat(99) + '\n')])).length - start.length
    const [below, at, above] = edge(bytes)
    expect([lengthOf(below), lengthOf(at), lengthOf(above)]).toEqual([below, at, at])
  },
)

test('attachments stay whole, and what is behind a text that is too long', async () => {
  const content = 'b'.repeat(most + 1_000)
  const raw = mail(
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=p',
    '',
    '--p',
    'Content-Type: text/plain; charset=gb18030',
    '',
    'word \r\n'.repeat(most / 6),
    '--p',
    'Content-Type: text/plain',
    'Content-Disposition: attachment; filename=b.txt',
    '',
    content,
    '--p--',
    '',
  )
  const { attachments, detail } = await parseMail(raw)
  expect(attachments.map(({ filename, content: { length } }) => [filename, length])).toEqual([
    ['b.txt', content.length],
  ])
  expect(detail.text).toHaveLength(limits.bodyChars)
  expect(detail.warnings).toContainEqual(expect.stringContaining('very long and was cut'))
})

test('what is left out and would not be told otherwise is told', async () => {
  const kind = ['Content-Type: text/plain; charset=gb18030', 'Content-Transfer-Encoding: base64']
  const raw = mail(...kind, '', '\r\n'.repeat(most / 2), 'dGV4dA==')
  const { detail } = await parseMail(raw)
  expect(detail.warnings).toContainEqual(expect.stringContaining('too long to be shown whole'))
})

test.each(['constructor', '__proto__', 'toString'])('a part of the type %s is no text', type => {
  const part = ['--p', `Content-Type: ${type}`, '', 'c']
  const raw = mail(
    ...['Content-Type: multipart/mixed; boundary=p', '', ...part, ...part],
    ...['--p', 'Content-Type: image/png', '', 'b\r\n'.repeat(limits.bodyChars), '--p--', ''],
  )
  expect(shortenTexts(raw)).toBe(raw)
})

test('an attached mail stays whole, and what is behind it is cut all the same', async () => {
  const inner = [
    'Subject: y',
    'Content-Type: text/plain; charset=gb18030',
    '',
    'b\r\n'.repeat(most / 3 + 1_000),
  ]
  const long = 'c\r\n'.repeat(most / 3 + 1_000)
  const raw = mail(
    ...['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=p', ''],
    ...['--p', 'Content-Type: message/rfc822', '', ...inner],
    ...['--p', 'Content-Type: text/plain; charset=gb18030', '', long, '--p--', ''],
  )
  const { attachments } = await parseMail(raw)
  expect(attachments.map(({ contentType, content: { length } }) => [contentType, length])).toEqual([
    ['message/rfc822', inner.join('\r\n').length],
  ])
  const left = shortenTexts(raw)
  expect(raw.length - left.length).toBe(long.length - most)
})
