import { AppError } from '#shared/api/errors.ts'
import type { Handlers } from '#shared/api/handler.ts'
import { scopeOf } from '#shared/api/scope.ts'
import type { Settings } from '#shared/api/settings.ts'
import type { EventBus } from '../events/bus.ts'
import { cutPage } from '../storage/page.ts'
import { checkAddress, splitAddress, type MailboxAddress } from './address.ts'
import type { FindVisible } from './find-visible.ts'
import { randomLocalPart } from './random-name.ts'
import type { MailboxRepository } from './repository.ts'
import { placeOf, toMailbox } from './to-mailbox.ts'

type MailboxOperation = 'listMailboxes' | 'createMailbox' | 'getMailbox' | 'deleteMailbox'

type Deps = {
  repository: MailboxRepository
  events: EventBus
  findVisible: FindVisible
  now: () => number
  settings: () => Settings
  /** Deletes all mail of a mailbox, pinned mail too. */
  deleteMail: (mailboxKey: number) => Promise<void>
}

export function createMailboxHandlers(deps: Deps): Handlers<MailboxOperation> {
  const { repository, events } = deps

  return {
    async listMailboxes({ cursor, ...filters }) {
      const { items, total } = await repository.listMailboxes({
        ...filters,
        limit: filters.limit + 1,
        before: cursor ? Number(cursor) : null,
      })
      const { shown, last } = cutPage(items, filters.limit)
      return { items: shown.map(toMailbox), nextCursor: last ? String(last.key) : null, total }
    },

    async createMailbox({ tag, ...asked }) {
      const { defaultDomain } = deps.settings()
      const address = chooseAddress(asked, defaultDomain)
      checkAddress(address)
      const row = await repository.insertMailbox({
        ...address,
        accountId: 'local',
        tag: tag ?? null,
        origin: 'api',
        now: deps.now(),
      })
      if (!row)
        throw new AppError(
          'conflict',
          `${address.localPart}@${address.domain} is taken. Choose another address.`,
        )
      events.announce({ type: 'mailbox.created', ...placeOf(row) })
      return toMailbox(row)
    },

    getMailbox: async ({ idOrAddress }, { caller }) =>
      toMailbox(await deps.findVisible(scopeOf(caller), idOrAddress)),

    async deleteMailbox({ idOrAddress }, { caller }) {
      const row = await deps.findVisible(scopeOf(caller), idOrAddress)
      // Mail can arrive between the two steps; then its mailbox is emptied once more.
      let outcome: 'deleted' | 'not empty' | 'gone'
      do {
        await deps.deleteMail(row.key)
        outcome = await repository.deleteEmptyMailbox(row.key)
      } while (outcome === 'not empty')
      if (outcome === 'gone') throw notFound(idOrAddress)
      events.announce({ type: 'mailbox.deleted', ...placeOf(row) })
    },
  }
}

function notFound(idOrAddress: string): AppError {
  return new AppError('not_found', `There is no mailbox ${idOrAddress}.`)
}

type Asked = { address?: string | undefined; localPart?: string | undefined; domain?: string | undefined }

function chooseAddress({ address, localPart, domain }: Asked, defaultDomain: string): MailboxAddress {
  if (address === undefined) {
    return { localPart: localPart ?? randomLocalPart(), domain: (domain ?? defaultDomain).toLowerCase() }
  }
  if (localPart !== undefined || domain !== undefined) {
    throw new AppError('bad_request', 'Give either address, or localPart and domain.', {
      details: [{ field: 'address' }],
    })
  }
  const parts = splitAddress(address)
  if (!parts)
    throw new AppError('bad_request', `"${address}" is not an address: name@domain.`, {
      details: [{ field: 'address' }],
    })
  return parts
}
