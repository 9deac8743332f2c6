import { createCipheriv } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { MailMarks, MailParts } from './mail.ts'

const filler = 'Mayfly bench '

/** What is sent. Only the first few lines differ from mail to mail in the large ones. */
const kinds = {
  /** About 5 KB: text and HTML, a code, two links, the headers of a real delivery. */
  real: fromTemplate(readFileSync(new URL('real-mail.eml', import.meta.url), 'utf8')),
  /** 5 KB of plain filler, as load generators send by default. */
  filler: longMail('text/plain', 5 * 1024),
  /** A newsletter: 40 KB of HTML. */
  html: longMail('text/html', 40 * 1024),
  /** One attachment of 1 MB. */
  attachment: attachmentMail(() => Buffer.alloc(1024 * 1024, filler)),
  /** One attachment that makes a mail of 25 MB. */
  large: attachmentMail(() => Buffer.alloc(18 * 1024 * 1024, filler)),
  /** One attachment of 1 MB that cannot be made smaller. */
  noise: attachmentMail(() => noise(1024 * 1024)),
} satisfies Record<string, MailMaker>

export const mailKinds = { ...kinds, mixed } satisfies Record<string, MailMaker>

type MailMaker = (marks: MailMarks) => MailParts

/** One in twenty has 1 MB, three are newsletters, the others real mail. */
function mixed(marks: MailMarks): MailParts {
  const place = marks.number % 20
  if (place === 0) return kinds.noise(marks)
  return place % 6 === 0 ? kinds.html(marks) : kinds.real(marks)
}

/** The same bytes every time, as good as random. */
function noise(bytes: number): Buffer {
  return createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(bytes))
}

function fromTemplate(template: string): MailMaker {
  // Split once: between the pieces stand the marks.
  const pieces = withCrlf(template.trimEnd()).split(/\{\{(\w+)\}\}/)
  return marks => {
    const values: Record<string, string> = {
      ...marks,
      number: String(marks.number),
      slot: String(marks.number % 20),
    }
    return [
      Buffer.from(pieces.map((piece, index) => (index % 2 === 1 ? (values[piece] ?? '') : piece)).join('')),
    ]
  }
}

function longMail(type: string, bytes: number): MailMaker {
  const line =
    type === 'text/html'
      ? '<p style="margin:0 0 16px;color:#374151">Twelve seats in the second row, one of them taken.</p>\r\n'
      : 'Twelve seats in the second row, one of them taken by a cat.\r\n'
  const filler = Buffer.from(line.repeat(Math.ceil(bytes / line.length)))
  return marks => [
    Buffer.from(`${head(marks, `${type}; charset=utf-8`)}\r\n${marks.code} ${marks.word}\r\n`),
    filler,
  ]
}

function attachmentMail(content: () => Buffer): MailMaker {
  let encoded: Buffer | undefined
  return marks => {
    // Made on first use: most runs never send one.
    encoded ??= Buffer.from(content().toString('base64').replace(/.{76}/g, '$&\r\n'))
    const first = Buffer.from(marks.token.padEnd(57, '.')).toString('base64')
    return [
      Buffer.from(
        `${head(marks, 'multipart/mixed; boundary="=_bench"')}\r\n--=_bench\r\nContent-Type: text/plain\r\n\r\n` +
          `The file for ${marks.code}, ${marks.word}\r\n--=_bench\r\nContent-Type: application/octet-stream; name="file.bin"\r\n` +
          `Content-Disposition: attachment; filename="file.bin"\r\nContent-Transfer-Encoding: base64\r\n\r\n${first}\r\n`,
      ),
      encoded,
      Buffer.from('\r\n--=_bench--'),
    ]
  }
}

function head({ number, recipient, code, token }: MailMarks, type: string): string {
  return withCrlf(
    `From: Bench <bench@sender.example>\nTo: <${recipient}>\nSubject: ${code} message ${number}\n` +
      `Date: Sun, 01 Mar 2026 09:00:10 +0000\nMessage-ID: <${number}.${token}@sender.example>\n` +
      `MIME-Version: 1.0\nContent-Type: ${type}\n`,
  )
}

function withCrlf(text: string): string {
  return text.replaceAll('\n', '\r\n')
}
