import { AppError } from '#shared/api/errors.ts'
import type { ImportOptions } from '#shared/api/transfer.ts'
import { createKnownMails, fingerprintOf } from './known-mails.ts'
import { readEnvelope } from './read-envelope.ts'

/** A mail as the one way in takes it. */
export type NewMail = {
  raw: Buffer
  envelope: { mailFrom: string; rcptTo: string[] }
  smtp: null
  receivedAt: number
  /** When it is to be shown as received, if that is not when it came in. */
  datedAt?: number | undefined
  accountId: null
}

/** Where all mail goes, an address; null is to the recipients of each. */
export type Destination = Pick<ImportOptions, 'date' | 'duplicates'> & { address: string | null }

export type AddressDeps = Parameters<typeof createKnownMails>[0] & {
  findMailbox: (address: string) => Promise<{ key: number } | undefined>
  /** What was received before this does not stay; null when nothing is too old. */
  keptSince: () => number | null
  now: () => number
}

/**
 * Says whom a mail is for and when it came. Answers undefined when all of them have it already; throws `unprocessable`
 * when it is for nobody.
 */
export function createAddressing(deps: AddressDeps, { address, date, duplicates }: Destination) {
  const known = createKnownMails(deps)

  async function withoutKnown(recipients: string[], raw: Buffer): Promise<string[]> {
    const mail = fingerprintOf(raw)
    const left: string[] = []
    for (const recipient of recipients) {
      const mailbox = await deps.findMailbox(recipient)
      if (await known.takes(recipient.toLowerCase(), mailbox?.key, mail)) left.push(recipient)
    }
    return left
  }

  return async (raw: Buffer, dateBeside: number | null): Promise<NewMail | undefined> => {
    const header = readEnvelope(raw)
    const recipients = address === null ? header.recipients : [address]
    if (recipients.length === 0)
      throw new AppError('unprocessable', 'It does not say whom it is for: choose a mailbox for it.')
    const receivedAt = deps.now()
    const datedAt = date === 'original' ? pastDate(header.date ?? dateBeside, receivedAt) : undefined
    if (datedAt !== undefined && datedAt < (deps.keptSince() ?? 0)) throw tooOld
    const rcptTo = duplicates === 'keep' ? recipients : await withoutKnown(recipients, raw)
    if (rcptTo.length === 0) return undefined
    return {
      raw,
      envelope: { mailFrom: header.sender, rcptTo },
      smtp: null,
      receivedAt,
      datedAt,
      accountId: null,
    }
  }
}

const tooOld = new AppError(
  'unprocessable',
  'With the date that it has it would be deleted at once: it is older than retention.maxAgeDays. Import it as received now, or keep mail for longer.',
)

/** Dates before 1970 and from the future are mistakes. */
const pastDate = (date: number | null, now: number): number =>
  date === null || date < 0 || date > now ? now : date
