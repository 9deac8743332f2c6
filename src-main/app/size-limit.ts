import { AppError } from '#shared/api/errors.ts'
import type { Plan } from '#shared/api/plans.ts'
import { splitAddress } from '../mailboxes/address.ts'
import type { MailboxRepository } from '../mailboxes/repository.ts'
import type { SizeLimit } from '../smtp/mail-session.ts'

type Deps = { mailboxes: Pick<MailboxRepository, 'ownerOfNew'>; planOf: (accountId: string) => Plan }

type Place = {
  address: string
  mailbox: { account_id: string } | undefined
  /** Whose a mailbox becomes that has to be made and whose domain nobody has verified. */
  accountId: string | null
}

/** How large a mail to an address may be: what the plan of its account says, there already or not. */
export function createSizeLimit({ mailboxes, planOf }: Deps) {
  return async ({ address, mailbox, accountId }: Place): Promise<SizeLimit | undefined> => {
    const domain = splitAddress(address)?.domain ?? ''
    const owner = mailbox?.account_id ?? (await mailboxes.ownerOfNew({ domain, accountId }))
    const { id, maxMessageBytes } = planOf(owner)
    return maxMessageBytes === null ? undefined : { bytes: maxMessageBytes, plan: id }
  }
}

type Injected = { raw: Uint8Array; envelope: { rcptTo: string[] }; accountId: string | null }

/** An ingest that refuses what is larger than the plan allows, as SMTP does: throws `payload_too_large`. */
export function withinPlan<M extends Injected, R>(
  ingest: (mail: M) => Promise<R>,
  { mailboxes, planOf }: Deps & { mailboxes: Pick<MailboxRepository, 'findMailbox'> },
) {
  const limitFor = createSizeLimit({ mailboxes, planOf })
  return async (mail: M): Promise<R> => {
    for (const address of mail.envelope.rcptTo) {
      const mailbox = await mailboxes.findMailbox(address)
      const limit = await limitFor({ address, mailbox, accountId: mail.accountId })
      if (!limit || mail.raw.length <= limit.bytes) continue
      throw new AppError(
        'payload_too_large',
        `The mail has ${mail.raw.length} bytes, more than the ${limit.bytes} bytes that the plan ${limit.plan} allows.`,
      )
    }
    return ingest(mail)
  }
}
