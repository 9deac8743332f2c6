import type { FastifyInstance } from 'fastify'
import { AppError } from '#shared/api/errors.ts'
import { readInput } from '../read-input.ts'
import { readMails } from '../read-mails.ts'
import type { MinuteMailDeps } from './features.ts'
import { createFinders } from './find.ts'
import { readForm } from './form.ts'
import { bulkBodyBytes } from './mailboxes.ts'
import { toMail } from './mapping.ts'
import { looksLikeHtml } from './rules.ts'
import type { Mail } from './schema.ts'
import { Ids, InjectMail } from './requests.ts'

/** No paging is documented. */
const maxListed = 200
/** A mail of 50 MB, and what a form has around it. */
const formBytes = 56 * 1024 * 1024

export function mailRoutes(app: FastifyInstance, deps: MinuteMailDeps): void {
  const { call, extras } = deps
  const find = createFinders(deps)

  app.get('/mailboxes/:id/mails', async (request): Promise<{ items: Mail[] }> => {
    const mailbox = await find.mailbox(request)
    const { items } = await call(request, 'listMailboxMessages', {
      idOrAddress: mailbox.id,
      limit: maxListed,
    })
    const details = await readMails(call, request, items)
    const found = new Map((await extras.of(details.map(({ id }) => id))).map(one => [one.messageId, one]))
    return { items: details.map(detail => toMail({ detail, mailbox, extras: found.get(detail.id) })) }
  })

  app.get('/mailboxes/:id/mails/:mailId', async (request): Promise<Mail> => {
    const { mailbox, detail } = await find.mail(request)
    const [found] = await extras.of([detail.id])
    return toMail({ detail, mailbox, extras: found })
  })

  app.post('/mailboxes/:id/mails', { bodyLimit: formBytes }, async (request, reply): Promise<Mail> => {
    const mailbox = await find.mailbox(request)
    const { fields, files } = await readForm(request.body, request.headers['content-type'])
    const { sender, subject, body, expiresIn } = readInput(InjectMail, fields)
    const detail = await call(request, 'injectMessage', {
      idOrAddress: mailbox.id,
      from: sender,
      subject,
      ...(looksLikeHtml(body) ? { html: body } : { text: body }),
      attachments: files.map(({ filename, contentType, bytes }) => ({
        filename,
        contentType,
        content: bytes.toString('base64'),
      })),
    }).catch(aboutSender)
    if (expiresIn !== undefined)
      await extras.setEnd({ messageId: detail.id, expiresAt: deps.now() + expiresIn * 60_000 })
    const [found] = await extras.of([detail.id])
    reply.status(201)
    return toMail({ detail, mailbox, extras: found })
  })

  app.delete('/mailboxes/:id/mails/:mailId', async (request, reply) => {
    const { detail } = await find.mail(request)
    await call(request, 'deleteMessage', { id: detail.id })
    return reply.status(204).send()
  })

  app.delete('/mailboxes/:id/mails', { bodyLimit: bulkBodyBytes }, async (request, reply) => {
    const { ids } = readInput(Ids, request.body)
    const mailbox = await find.mailbox(request)
    await find.checkMails(request, mailbox, ids)
    await call(request, 'deleteMessages', { ids })
    return reply.status(204).send()
  })
}

/** The native field has another name. */
function aboutSender(error: unknown): never {
  if (error instanceof AppError && error.code === 'bad_request' && error.message.startsWith('from: '))
    throw new AppError('bad_request', error.message.replace('from', 'sender'), { cause: error })
  throw error
}
