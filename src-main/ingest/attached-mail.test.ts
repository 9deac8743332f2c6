import { expect, test } from 'vitest'
import { readLeanMail } from './mime/lean-mail.ts'
import { parseMail } from './parse-mail.ts'
import { readMime } from './read-mime.ts'

const inner = ['From: ada@other.test', 'Subject: Inner', '', 'Code 123456 for https://inner.test/']

const mailWith = (words: string[], disposition: string) =>
  Buffer.from(
    [
      ...['From: dana@shop.test', 'Subject: Outer', 'MIME-Version: 1.0'],
      ...['Content-Type: multipart/mixed; boundary=b', '', '--b'],
      ...['Content-Type: text/plain', '', ...words, '--b'],
      ...['Content-Type: message/rfc822', `Content-Disposition: ${disposition}`, '', ...inner, '--b--', ''],
    ].join('\r\n'),
  )

test.each(['inline', 'attachment'])('a mail attached as %s is a file, to both readers', async disposition => {
  const raw = mailWith(['See below.'], disposition)
  const lean = readLeanMail(raw)
  expect(lean).toMatchObject({
    text: 'See below.',
    attachments: [{ contentType: 'message/rfc822', content: Buffer.from(inner.join('\r\n')) }],
  })
  expect(lean).toEqual(await readMime(raw))
})

test('its words, codes and links are not those of the mail around it', async () => {
  expect(await parseMail(mailWith(['See below.'], 'inline'))).toMatchObject({
    snippet: 'See below.',
    detail: { text: 'See below.', codes: [], links: [] },
  })
})

test('a mail that says nothing of its own is read all the same', async () => {
  expect(await parseMail(mailWith([], 'inline'))).toMatchObject({
    snippet: '',
    attachments: [{ contentType: 'message/rfc822' }],
    detail: { warnings: [] },
  })
})
