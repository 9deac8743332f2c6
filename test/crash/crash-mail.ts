import { createHash } from 'node:crypto'
import type { seededRandom } from '#test/support/seeded-random.ts'

export type Chance = ReturnType<typeof seededRandom>
/** `token` is a word that no other mail has. */
export type CrashMail = { token: string; raw: Buffer; recipients: string[] }

const mailboxNames = Array.from({ length: 12 }, (_, n) => `box${n}@mayfly.test`)
/** Most mail is small; now and then a large one takes the way of large ones. */
const anySize = [1, 4, 20, 40, 60, 60, 80, 120, 700, 4_000, 20_000]
const smallSize = [1, 4, 20]
/** Of attachments that may be large, one of so many is: in several pieces in the store, its mail's source too. */
const attachmentsForEachLarge = 6
const largeBytes = 700_000

/** Where it may go, and whether it has to be small: rounds with many mails before the kill would take long otherwise. */
export type MailChoice = { mailboxes?: readonly string[]; small?: boolean }

/** A mail of any size, with an attachment now and then, to one to four mailboxes. */
export function makeCrashMail(
  chance: Chance,
  number: number,
  { mailboxes = mailboxNames, small = false }: MailChoice = {},
): CrashMail {
  const sizes = small ? smallSize : anySize
  const token = `crash${number}x${chance.below(2 ** 31).toString(36)}`
  const body =
    chance.below(5) === 0
      ? withAttachment(token, attachment(chance, token, { sizes, small }))
      : ['', ...lines(chance, token, sizes)]
  const head = [`Subject: ${token}`, 'From: <load@crash.test>', `Message-ID: <${token}@crash.test>`]
  const recipients = new Set(Array.from({ length: 1 + chance.below(4) }, () => chance.pick(mailboxes)))
  return { token, raw: Buffer.from([...head, ...body, ''].join('\r\n')), recipients: [...recipients] }
}

function lines(chance: Chance, token: string, sizes: number[]): string[] {
  const count = chance.pick(sizes)
  const word = chance.below(2 ** 31).toString(36)
  return Array.from({ length: count }, (_, n) => `${token} line ${n} ${word.repeat(8)}`)
}

type Sizes = { sizes: number[]; small: boolean }

function attachment(chance: Chance, token: string, { sizes, small }: Sizes): Buffer {
  if (!small && chance.below(attachmentsForEachLarge) === 0) return incompressible(token)
  return Buffer.from(lines(chance, token, sizes).join('\n'))
}

const incompressible = (token: string): Buffer =>
  createHash('shake256', { outputLength: largeBytes }).update(token).digest()

function withAttachment(token: string, file: Buffer): string[] {
  const content = file.toString('base64')
  return [
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=part',
    '',
    '--part',
    '',
    `${token} has an attachment`,
    '--part',
    'Content-Type: application/octet-stream; name=data.bin',
    'Content-Transfer-Encoding: base64',
    '',
    ...(content.match(/.{1,76}/g) ?? []),
    '--part--',
  ]
}
