import type { CallContext, Handlers } from '#shared/api/handler.ts'
import type { Ability } from '#shared/api/remote-capabilities.ts'
import type { Answer, Provider, RemoteKey } from '../providers/provider.ts'
import { checkAbility, checkOn } from './abilities.ts'
import type { CallRemote } from './call-remote.ts'
import type { FindRemote } from './find-remote.ts'
import type { RemoteRepository } from './repository.ts'
import type { Session } from './session.ts'
import { toAppError } from './to-app-error.ts'
import { orNull } from './to-remote.ts'

type ServiceOperation =
  | 'searchRemote'
  | 'listRemoteKeys'
  | 'createRemoteKey'
  | 'deleteRemoteKey'
  | 'buyRemoteKey'
  | 'getRemotePurchase'
  | 'listRemoteDomains'
  | 'createRemoteDomain'
  | 'verifyRemoteDomain'
  | 'deleteRemoteDomain'

type Deps = { find: FindRemote; repository: RemoteRepository; call: CallRemote }

/** What is done at the service and leaves nothing here: its search, its keys, its domains. */
export function createServiceHandlers({ find, repository, call }: Deps): Handlers<ServiceOperation> {
  async function ask<Value>(
    remote: string,
    [ability, what]: [Ability, string],
    work: (provider: Provider, signal: AbortSignal) => Answer<Value>,
    { signal }: CallContext,
  ): Promise<Value> {
    const session = find.find(remote)
    checkOn(session)
    checkAbility(session, ability, what)
    try {
      return await call(session, work, { caller: signal })
    } catch (error) {
      throw toAppError(error, session.row.name)
    }
  }

  async function fetchedOf({ row }: Session, ids: string[]) {
    const rows = await repository.findByRemoteIds({ accountKey: row.account_key, ids })
    return new Map(rows.map(one => [one.remoteId, one]))
  }

  return {
    async searchRemote({ remote, q, mailboxId, limit }, context) {
      const mailbox = mailboxId === undefined ? undefined : await find.findMailbox(remote, mailboxId)
      const ref = mailbox && { id: mailbox.remote_id, address: mailbox.address }
      const query = { text: q, limit, ...(ref ? { mailbox: ref } : {}) }
      const found = await ask(remote, ['search', 'A search'], (p, s) => p.search(query, s), context)
      const here = await fetchedOf(
        find.find(remote),
        found.map(({ id }) => id),
      )
      return {
        items: found.map(({ id, from, subject, snippet, receivedAt }) => ({
          remoteId: id,
          messageId: here.get(id)?.messageId ?? null,
          mailboxId: here.get(id)?.mailboxId ?? null,
          from,
          subject,
          snippet,
          receivedAt: orNull(receivedAt),
        })),
      }
    },

    listRemoteKeys: async ({ remote }, context) => ({
      items: (await ask(remote, ['listKeys', 'A list of keys'], (p, s) => p.listKeys(s), context)).map(
        showKey,
      ),
    }),
    async createRemoteKey({ remote, name, expiresInDays }, context) {
      const wish = { name, expiresInDays }
      const made = await ask(remote, ['createKey', 'Making a key'], (p, s) => p.createKey(wish, s), context)
      return { ...showKey(made.key), key: made.secret }
    },
    deleteRemoteKey: ({ remote, keyId }, context) =>
      ask(remote, ['deleteKey', 'Deleting a key'], (p, s) => p.deleteKey(keyId, s), context),
    buyRemoteKey: ({ remote, plan, rail }, context) =>
      ask(remote, ['buyKey', 'Buying a key'], (p, s) => p.buyKey({ plan, rail }, s), context),
    getRemotePurchase: ({ remote, invoiceId }, context) =>
      ask(remote, ['buyKey', 'Buying a key'], (p, s) => p.keyPurchase(invoiceId, s), context),

    listRemoteDomains: async ({ remote }, context) => ({
      items: await ask(remote, ['listDomains', 'A list of domains'], (p, s) => p.listDomains(s), context),
    }),
    createRemoteDomain: ({ remote, name }, context) =>
      ask(remote, ['createDomain', 'Adding a domain'], (p, s) => p.createDomain(name, s), context),
    verifyRemoteDomain: ({ remote, domainId }, context) =>
      ask(remote, ['verifyDomain', 'Verifying a domain'], (p, s) => p.verifyDomain(domainId, s), context),
    deleteRemoteDomain: ({ remote, domainId }, context) =>
      ask(remote, ['deleteDomain', 'Deleting a domain'], (p, s) => p.deleteDomain(domainId, s), context),
  }
}

function showKey(key: RemoteKey) {
  return {
    ...key,
    createdAt: orNull(key.createdAt),
    expiresAt: orNull(key.expiresAt),
    lastUsedAt: orNull(key.lastUsedAt),
  }
}
