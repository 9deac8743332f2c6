import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import type { Plan } from '#shared/api/plans.ts'
import { accountOf, checkDomain, localAccountId, scopeOf } from '#shared/api/scope.ts'
import type { Settings } from '#shared/api/settings.ts'
import type { EventBus } from '../events/bus.ts'
import type { CreateRefusal } from './change-mailbox.ts'
import type { MailboxAddress } from './address.ts'
import { chooseAddress, isRandom } from './choose-address.ts'
import { foreignDomain } from './foreign-domain.ts'
import { expiryOf } from './lifetime.ts'
import { activeQuota } from './quota.ts'
import type { MailboxRepository, MailboxRow } from './repository.ts'
import { placeOf, toMailbox } from './to-mailbox.ts'

/** Names of which each was taken: the store is so full of them that another try will hardly help. */
const maxRandomTries = 20

export type CreateDeps = {
  repository: Pick<MailboxRepository, 'createMailbox'>
  randomLocalPart: () => string
  events: EventBus
  settings: () => Settings
  planOf: (accountId: string) => Plan
  now: () => number
  /** To be told when a mailbox runs out. */
  watchExpiry: (expiresAt: number | null) => void
  /** Deletes all mail of a mailbox, pinned mail too. */
  deleteMail: (mailboxKey: number) => Promise<void>
}

export function createCreateHandler(deps: CreateDeps): Handlers<'createMailbox'> {
  const { repository, events, planOf, now } = deps

  /** Where an expired mailbox still has mail, that goes first. */
  async function insert({ expiresIn, plan, ...asked }: NewOne): Promise<MailboxRow | CreateRefusal> {
    for (;;) {
      const at = now()
      const made = await repository.createMailbox({
        ...asked,
        origin: 'api',
        expiresAt: expiryOf(expiresIn, plan, at),
        now: at,
      })
      if (!('refused' in made) || made.refused !== 'not empty') return made
      await deps.deleteMail(made.key)
    }
  }

  return {
    async createMailbox(
      { tag = null, recoverable = false, expiresIn, accountId: wanted, ...asked },
      { caller },
    ) {
      const scope = scopeOf(caller)
      const accountId = accountOf(scope, wanted) ?? localAccountId
      const plan = planOf(accountId)
      const isKey = caller.kind === 'key'
      const limits = { maxActive: isKey ? plan.activeMailboxes : null, ownDomainsOnly: isKey }
      for (let tries = 1; ; tries++) {
        const address = chooseAddress(asked, scope, deps.settings().defaultDomain, deps.randomLocalPart)
        checkDomain(scope, address.domain)
        const made = await insert({ ...address, accountId, tag, recoverable, expiresIn, plan, ...limits })
        if (!('refused' in made)) {
          deps.watchExpiry(made.expires_at)
          events.announce({ type: 'mailbox.created', ...placeOf(made) })
          return toMailbox(made)
        }
        const mayChooseAgain = made.refused === 'taken' && isRandom(asked) && tries < maxRandomTries
        if (!mayChooseAgain) throw toError(made, { ...address, accountId, plan })
      }
    },
  }
}

type NewOne = Omit<Parameters<MailboxRepository['createMailbox']>[0], 'origin' | 'expiresAt' | 'now'> & {
  expiresIn: number | null | undefined
  plan: Plan
}

function toError(
  { refused }: CreateRefusal,
  { localPart, domain, accountId, plan }: MailboxAddress & { accountId: string; plan: Plan },
): AppError {
  if (refused === 'account unknown') return new AppError('not_found', `There is no account ${accountId}.`)
  if (refused === 'domain of another') return foreignDomain(domain)
  if (refused === 'quota') return activeQuota(plan)
  return new AppError('conflict', `${localPart}@${domain} is taken. Choose another address.`)
}
