import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, vi } from 'vitest'
import { httpClient, keyClient } from '../api-client.ts'
import { makeKey } from '../make-key.ts'
import { sendMail, storedId } from '../send-mail.ts'
import type { TestApp } from '../start-app.ts'

/** One of everything that an account can have, at a domain of its own. */
export type Belongings = Awaited<ReturnType<typeof settle>>

/** An account with a key, a verified domain, mailboxes, a mail with an attachment, an app with an identity, a webhook that was called. */
export async function settle(app: TestApp, name: string) {
  const owner = httpClient(app)
  const account = await owner.call('createAccount', { name, plan: 'unlimited' })
  const accountId = account.id
  const key = await makeKey(app, { accountId })
  const own = keyClient(app, key.key)
  const domainName = `${name}.test`
  const marker = `${name}marker`
  const domain = await own.call('createDomain', { name: domainName })
  await owner.call('verifyDomain', { id: domain.id })
  const receiver = createServer((request, response) => {
    request.resume()
    response.end()
  })
  await new Promise<void>(resolve => receiver.listen(0, '127.0.0.1', resolve))
  const { port } = receiver.address() as AddressInfo
  const webhook = await owner.call('createWebhook', {
    url: `http://127.0.0.1:${port}/${marker}`,
    events: ['message.received'],
    accountId,
  })
  const mailbox = await own.call('createMailbox', { localPart: 'inbox', domain: domainName, tag: marker })
  const second = await own.call('createMailbox', { localPart: 'second', domain: domainName })
  const { clientSecret, ...client } = await own.call('createIdentityClient', {
    name,
    redirectUris: ['https://app.test/'],
  })
  const identity = await own.call('createIdentity', {
    clientId: client.clientId,
    mailboxAddress: mailbox.address,
    name: marker,
  })
  const messageId = storedId(
    await sendMail(app.smtpPort, {
      from: `${marker}@shop.test`,
      to: mailbox.address,
      subject: marker,
      text: `${marker} 482913`,
      attachments: [{ filename: `${marker}.txt`, content: marker }],
    }),
  )
  const message = await own.call('getMessage', { id: messageId })
  const deliveries = () => own.call('listWebhookDeliveries', { id: webhook.id })
  await vi.waitFor(
    async () => expect(await deliveries()).toMatchObject({ items: [{ status: 'delivered' }] }),
    { timeout: 20_000 },
  )
  return {
    accountId,
    key,
    domain,
    mailbox,
    second,
    client,
    identity,
    message,
    attachmentId: message.attachments[0]!.id,
    webhook,
    deliveryId: (await deliveries()).items[0]!.id,
    marker,
    /** Ends what listens for it. */
    close: () => void receiver.close(),
    /** What nobody else may find in an answer. */
    secrets: [
      ...[accountId, key.id, key.key, domain.id, domain.txtValue, marker],
      ...[mailbox, second].flatMap(({ id, address }) => [id, address]),
      ...[client.clientId, clientSecret, identity.id],
      ...[webhook.id, webhook.url, webhook.secret, (await deliveries()).items[0]!.id],
      ...[messageId, message.smtp!.sessionId],
    ],
  }
}
