import { httpClient } from '../api-client.ts'
import type { TestApp } from '../start-app.ts'
import type { Belongings } from './two-accounts.ts'

/** All that the owner sees of an account and its domain. */
export async function dump(
  app: TestApp,
  { accountId, domain, webhook, client, identity }: Belongings,
): Promise<unknown> {
  const owner = httpClient(app)
  const all = { limit: 200 }
  const its = (thing: { accountId: string }) => thing.accountId === accountId
  const mailboxes = (await owner.call('listMailboxes', { ...all, domain: domain.name })).items.filter(its)
  const ids = new Set(mailboxes.map(({ id }) => id))
  const messages = (await owner.call('listMessages', all)).items.filter(one => ids.has(one.mailboxId))
  // A key of the account that is kept to other domains has mailboxes there; those at its own domain are listed.
  const { mailboxCount: _, ...account } = await owner.call('getAccount', { id: accountId })
  return {
    account,
    keys: (await owner.call('listKeys', { account: accountId })).items.map(
      ({ lastUsedAt: _, ...key }) => key,
    ),
    domain: await owner.call('getDomain', { id: domain.id }),
    webhook: await owner.call('getWebhook', { id: webhook.id }),
    deliveries: await owner.call('listWebhookDeliveries', { id: webhook.id }),
    client: await owner.call('getIdentityClient', { clientId: client.clientId }),
    identity: await owner.call('getIdentity', { id: identity.id }),
    mailboxes,
    messages: await Promise.all(messages.map(({ id }) => owner.call('getMessage', { id }))),
  }
}
