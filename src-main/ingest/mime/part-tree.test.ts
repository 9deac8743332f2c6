import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { listParts, readPartContent } from './part-content.ts'

const fixtures = new URL('../../../test/fixtures/mail/', import.meta.url)
const mail = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'))
const outline = (raw: Buffer) => listParts(raw).map(({ path, contentType }) => `${path} ${contentType}`)
const problemsOf = (raw: Buffer) => listParts(raw).flatMap(({ problems }) => problems)

describe('the parts of a mail', () => {
  test('one without parts is one', () => {
    const raw = mail('Subject: x', '', 'hello')
    expect(outline(raw)).toEqual(['1 text/plain'])
    expect(readPartContent(raw, '1')?.content.toString()).toBe('hello')
    expect(readPartContent(raw, '2')).toBeUndefined()
  })

  test('are counted as IMAP does, attached mails included', () => {
    const raw = mail(
      'Content-Type: multipart/mixed; boundary=a',
      '',
      '--a',
      'Content-Type: multipart/alternative; boundary="b b"',
      '',
      '--b b',
      '',
      'plain',
      '--b b',
      'Content-Type: text/html; charset=UTF-8',
      'Content-Transfer-Encoding: base64',
      '',
      'PGI+aGk8L2I+',
      '--b b--',
      '--a',
      'Content-Type: message/rfc822',
      '',
      'Subject: =?utf-8?q?inn=C3=A9r?=',
      'Content-Type: multipart/mixed; boundary=c',
      '',
      '--c',
      'Content-Disposition: attachment; filename="a.txt"',
      'Content-ID: <one@x>',
      '',
      'inside',
      '--c--',
      '--a--',
    )
    expect(outline(raw)).toEqual([
      '0 multipart/mixed',
      '1 multipart/alternative',
      '1.1 text/plain',
      '1.2 text/html',
      '2 message/rfc822',
      '2.0 multipart/mixed',
      '2.1 text/plain',
    ])
    expect(listParts(raw)[3]).toMatchObject({ charset: 'UTF-8', encoding: 'base64', sizeBytes: 9 })
    expect(listParts(raw)[5]!.headers[0]).toEqual({ name: 'Subject', value: 'innér' })
    expect(listParts(raw)[6]).toMatchObject({
      filename: 'a.txt',
      disposition: 'attachment',
      contentId: 'one@x',
    })
    expect(readPartContent(raw, '1.2')?.content.toString()).toBe('<b>hi</b>')
    expect(readPartContent(raw, '2.1')?.content.toString()).toBe('inside')
  })

  test.each([
    ['no_boundary', ['Content-Type: multipart/mixed', '', 'x']],
    ['boundary_missing', ['Content-Type: multipart/mixed; boundary=a', '', 'x']],
    ['not_closed', ['Content-Type: multipart/mixed; boundary=a', '', '--a', '', 'x']],
    ['unknown_encoding', ['Content-Transfer-Encoding: uuencode', '', 'x']],
    ['broken_encoding', ['Content-Transfer-Encoding: quoted-printable', '', 'a =zz b']],
    ['broken_encoding', ['Content-Transfer-Encoding: base64', '', 'aGk=aGk=']],
    ['unknown_charset', ['Content-Type: text/plain; charset=klingon', '', 'x']],
    ['repeated_field', ['Content-Type: text/plain', 'Content-Type: text/html', '', 'x']],
  ])('%s is told', (problem, lines) => {
    expect(problemsOf(mail(...lines))).toEqual([problem])
  })

  test('levels and parts are bounded', () => {
    const deep = Array.from({ length: 60 }, (_, level) => [
      `Content-Type: multipart/mixed; boundary=b${level}x`,
      '',
      `--b${level}x`,
    ]).flat()
    expect(problemsOf(mail(...deep))).toContain('too_deep')
    const many = mail(
      'Content-Type: multipart/mixed; boundary=a',
      '',
      ...Array<string>(5000).fill('--a\r\n\r\nx'),
    )
    expect(listParts(many).length).toBeLessThanOrEqual(1000)
  })
})

/** Each took minutes when a step looked at the rest of the mail again and again. */
describe('what is built to be slow is read once', () => {
  const parts = (count: number, ...lines: string[]) =>
    mail(
      'Content-Type: multipart/mixed; boundary=a',
      '',
      ...Array<string>(count).fill(mail('--a', ...lines).toString()),
    )

  test('blanks behind a broken encoding', () => {
    const body = `=ZZ${' '.repeat(200_000)}x`
    const raw = mail('Content-Transfer-Encoding: quoted-printable', '', body)
    expect(readPartContent(raw, '1')?.content.toString()).toBe(body)
  })

  test('comments that do not end', () => {
    const raw = parts(600, `Content-Transfer-Encoding: ${'('.repeat(19_000)}`, '', 'x')
    expect(listParts(raw)).toHaveLength(601)
  })

  test('a boundary that is looked for in dashes', () => {
    const boundary = '-'.repeat(60)
    const inner = parts(800, `Content-Type: multipart/mixed; boundary="${boundary}x"`, '', '')
    const raw = Buffer.concat([inner, Buffer.from('\r\n--a--\r\n'), Buffer.alloc(20_000_000, '-')])
    expect(listParts(raw).filter(({ problems }) => problems.includes('boundary_missing'))).toHaveLength(800)
  })
})

test('what is broken is decoded around it', () => {
  const raw = mail('Content-Transfer-Encoding: quoted-printable', '', 'a =zz=3D \t', 'b= ', 'c=E4=')
  expect(readPartContent(raw, '1')?.content.toString('latin1')).toBe('a =zz=\r\nbcä')
})

test('every fixture is taken apart, and each of its parts can be had', () => {
  const names = ['', 'broken/'].flatMap(folder =>
    readdirSync(new URL(folder, fixtures))
      .filter(name => name.endsWith('.eml'))
      .map(name => folder + name),
  )
  for (const name of names) {
    const raw = readFileSync(new URL(name, fixtures))
    const parts = listParts(raw)
    expect(new Set(parts.map(({ path }) => path)).size, name).toBe(parts.length)
    for (const { path, sizeBytes } of parts.slice(0, 20))
      expect(readPartContent(raw, path)?.content.length, `${name} ${path}`).toBe(sizeBytes)
  }
})
