import { HostedService } from '#shared/api/compat.ts'
import { injectClient } from '#test/support/api-client.ts'
import { makeKey } from '#test/support/make-key.ts'
import type { TestApp } from '#test/support/start-app.ts'

/** What an account has, as ids to be asked for: by their owner, and by others. */
export type Belongings = { ids: string[]; keys: string[]; domain: string }

/** An account with one of everything, and keys for the native API and all emulated services. */
export async function settleAccount(app: TestApp, name: string): Promise<Belongings> {
  const api = injectClient(app)
  const account = await api.call('createAccount', { name, plan: 'unlimited' })
  const accountId = account.id
  const domain = `${name}.test`
  const owned = await api.call('createDomain', { name: domain, accountId })
  const made = await api.call('createMailbox', { address: `in@${domain}`, accountId })
  const message = await api.call('injectMessage', {
    idOrAddress: made.address,
    from: 'a@b.test',
    subject: name,
    text: 'code 482913',
    attachments: [{ filename: 'a.txt', content: 'aGk=' }],
  })
  const client = await api.call('createIdentityClient', {
    name,
    redirectUris: ['https://app.test/'],
    accountId,
  })
  const webhook = await api.call('createWebhook', {
    url: 'http://127.0.0.1:1/',
    events: ['message.received'],
    accountId,
  })
  const keys = []
  for (const service of ['mayfly', ...HostedService.options] as const)
    keys.push(await makeKey(app, { accountId, service }))
  const ids = [
    accountId,
    owned.id,
    made.id,
    made.address,
    made.localPart,
    message.id,
    '1',
    client.clientId,
    webhook.id,
  ]
  return { ids: [...ids, ...keys.map(({ id }) => id)], keys: keys.map(({ key }) => key), domain }
}
