import type { Plan } from '#shared/api/plans.ts'
import type { Settings } from '#shared/api/settings.ts'
import { refusalOf } from '../mailboxes/delivery-rule.ts'
import type { MailboxRepository } from '../mailboxes/repository.ts'
import { toMailbox } from '../mailboxes/to-mailbox.ts'
import { routeFor, type Route } from '../smtp/routing-rule.ts'
import type { RecipientCheck } from '../smtp/transaction.ts'
import { createSizeLimit } from './size-limit.ts'

type Deps = {
  mailboxes: Pick<MailboxRepository, 'findMailbox' | 'ownerOfNew'>
  accounts: {
    find: (id: string) => { id: string } | undefined
    findByName: (name: string) => { id: string } | undefined
    planOf: (accountId: string) => Plan
  }
  /** Brings mailboxes that have run out up to date. */
  settle: () => Promise<void>
  settings: () => Settings
  now: () => number
}

/** What SMTP asks of mailboxes and accounts: where the mail of a login goes, and who takes it. */
export function createSmtpDelivery({ mailboxes, accounts, settle, settings, now }: Deps) {
  const limitFor = createSizeLimit({ mailboxes, planOf: accounts.planOf })
  const toRecipients: Route = { kind: 'recipients', accountId: null }

  async function routeOf(user: string | null): Promise<Route | undefined> {
    const chosen = settings()
    if (user === null || chosen.routing === 'recipient') return toRecipients
    const mailbox = await mailboxes.findMailbox(user)
    const own = await mailboxes.findMailbox(`${user}@${chosen.defaultDomain}`)
    return routeFor(chosen, user, {
      mailbox: mailbox && toMailbox(mailbox).address,
      accountId: (accounts.find(user) ?? accounts.findByName(user))?.id,
      hasOwnMailbox: own !== undefined,
    })
  }

  async function checkRecipient(recipient: string, route: Route): Promise<RecipientCheck> {
    const address = route.kind === 'mailbox' ? route.address : recipient
    await settle()
    const mailbox = await mailboxes.findMailbox(address)
    const refusal = refusalOf(mailbox, settings(), now())
    if (refusal) return { refusal, limit: undefined }
    const accountId = route.kind === 'recipients' ? route.accountId : null
    return { refusal: undefined, limit: await limitFor({ address, mailbox, accountId }) }
  }

  return { routeOf, checkRecipient }
}
