import { httpClient, keyClient } from '../api-client.ts'
import { makeKey } from '../make-key.ts'
import { sendMail, storedId } from '../send-mail.ts'
import type { TestApp } from '../start-app.ts'

/** One of everything that an account can have, at a domain of its own. */
export type Belongings = Awaited<ReturnType<typeof settle>>

/** An account with a key, a verified domain, mailboxes, a mail with an attachment, a webhook that was called. */
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
  const mailbox = await own.call('createMailbox', { localPart: 'inbox', domain: domainName, tag: marker })
  const second = await own.call('createMailbox', { localPart: 'second', domain: domainName })
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
  return {
    accountId,
    key,
    domain,
    mailbox,
    second,
    message,
    attachmentId: message.attachments[0]!.id,
    marker,
    /** What nobody else may find in an answer. */
    secrets: [
      ...[accountId, key.id, key.key, domain.id, domain.txtValue, marker],
      ...[mailbox, second].flatMap(({ id, address }) => [id, address]),
      ...[messageId, message.smtp!.sessionId],
    ],
  }
}
