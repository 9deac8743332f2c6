import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import type { Plan } from '#shared/api/plans.ts'
import { accountOf, checkDomain, localAccountId, scopeOf } from '#shared/api/scope.ts'
import type { Settings } from '#shared/api/settings.ts'
import type { EventBus } from '../events/bus.ts'
import type { CreateRefusal } from './change-mailbox.ts'
import { chooseAddress } from './choose-address.ts'
import { foreignDomain } from './foreign-domain.ts'
import { expiryOf } from './lifetime.ts'
import { activeQuota } from './quota.ts'
import type { MailboxRepository } from './repository.ts'
import { placeOf, toMailbox } from './to-mailbox.ts'

export type CreateDeps = {
  repository: MailboxRepository
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
  return {
    async createMailbox({ tag, recoverable, expiresIn, accountId, ...asked }, { caller }) {
      const scope = scopeOf(caller)
      const account = accountOf(scope, accountId) ?? localAccountId
      const address = chooseAddress(asked, scope, deps.settings().defaultDomain)
      checkDomain(scope, address.domain)
      const plan = planOf(account)
      const isKey = caller.kind === 'key'
      const insert = () => {
        const at = now()
        return repository.createMailbox({
          ...address,
          accountId: account,
          tag: tag ?? null,
          recoverable: recoverable ?? false,
          origin: 'api',
          expiresAt: expiryOf(expiresIn, plan, at),
          now: at,
          maxActive: isKey ? plan.activeMailboxes : null,
          ownDomainsOnly: isKey,
        })
      }
      let made = await insert()
      while ('refused' in made && made.refused === 'not empty') {
        await deps.deleteMail(made.key)
        made = await insert()
      }
      if ('refused' in made)
        throw toError(made, { address: `${address.localPart}@${address.domain}`, ...address, account, plan })
      deps.watchExpiry(made.expires_at)
      events.announce({ type: 'mailbox.created', ...placeOf(made) })
      return toMailbox(made)
    },
  }
}

type Asked = { address: string; domain: string; account: string; plan: Plan }

function toError({ refused }: CreateRefusal, { address, domain, account, plan }: Asked): AppError {
  if (refused === 'account unknown') return new AppError('not_found', `There is no account ${account}.`)
  if (refused === 'domain of another') return foreignDomain(domain)
  if (refused === 'quota') return activeQuota(plan)
  return new AppError('conflict', `${address} is taken. Choose another address.`)
}
