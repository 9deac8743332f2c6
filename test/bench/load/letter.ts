import { buildMail, marksOf, type MailKind, type MailParts } from '../mails/mail.ts'

/** A mail with its envelope, as commands that are ready to be sent. */
export type Letter = { mailFrom: Buffer; rcptTo: Buffer; parts: MailParts }

/** One write for a mail up to this size; the long part of a larger one stays shared. */
const joinedBytes = 64 * 1024

export function letterOf(kind: MailKind, number: number, mailboxes = Infinity): Letter {
  const parts = buildMail(kind, number)
  const bytes = parts.reduce((sum, part) => sum + part.length, 0)
  return {
    mailFrom: Buffer.from(`MAIL FROM:<bounce-${number}@mail.lumen.example.net> SIZE=${bytes}\r\n`),
    rcptTo: Buffer.from(`RCPT TO:<${marksOf(number % mailboxes).recipient}>\r\n`),
    parts: bytes <= joinedBytes ? [Buffer.concat(parts)] : parts,
  }
}
