import type { MailboxRef, Quota } from '#main/providers/provider.ts'
import type { FakeAnswer, FakeServer } from './fake-server.ts'

/** A service as its documents have it, with one mailbox and one mail in it. */
export type Fake = {
  server: FakeServer
  baseUrl: string
  mailbox: MailboxRef
  messageId: string
  /** What it tells of its limit with every answer. */
  quota: Quota
  /** How it says that nothing is left, and that it went too fast. */
  exhausted: FakeAnswer
  rateLimited?: FakeAnswer
}

/** Long enough that a piece of it would be noticed. */
export const key = 'zz_0123456789abcdefghijklmnop'

export const receivedAt = Date.UTC(2026, 2, 30, 12, 5, 30)

/** Of a day that has hours to go; as the headers tell it, in whole seconds. */
export const resetsAt = Math.ceil(Date.now() / 1000 + 6 * 3600) * 1000

export const letter = {
  from: 'Acme <verify@acme.com>',
  subject: 'Verify your email address – Ünïcode',
  text: 'Click the link below to verify: https://acme.com/confirm?code=482913',
  html: '<html><body><p>Click the link below to verify: <a href="https://acme.com/confirm?code=482913">482913</a></p></body></html>',
}

export const source = Buffer.from(
  [
    `From: ${letter.from}`,
    'To: you@example.test',
    'Subject: =?UTF-8?Q?Verify_your_email_address_=E2=80=93_=C3=9Cn=C3=AFcode?=',
    'Date: Mon, 30 Mar 2026 12:05:30 +0000',
    'Message-ID: <1@acme.com>',
    'Content-Type: text/plain; charset=utf-8',
    '',
    letter.text,
    '',
  ].join('\r\n'),
)
