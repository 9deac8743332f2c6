import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AppError } from '#shared/api/errors.ts'
import type { Mailbox } from '#shared/api/mailboxes.ts'
import type { MessageDetail } from '#shared/api/message-shapes.ts'
import type { ServiceDeps } from '../service.ts'

const isUuid = (id: string): boolean => z.uuid().safeParse(id).success

/** A parameter of the path. */
export function paramOf({ params }: FastifyRequest, name: string): string {
  return (params as Record<string, string>)[name] ?? ''
}

/** Things as MinuteMail names them: by id and not by address, a mail within its mailbox. Throws `not_found`, `forbidden`. */
export function createFinders({ call }: Pick<ServiceDeps, 'call'>) {
  async function mailboxIn(request: FastifyRequest, id: string, status: Mailbox['status']): Promise<Mailbox> {
    const missing = new AppError(
      'not_found',
      `There is no ${status === 'archived' ? 'archived ' : ''}mailbox ${id.slice(0, 100)}.`,
    )
    if (!isUuid(id)) throw missing
    const mailbox = await call(request, 'getMailbox', { idOrAddress: id })
    if (mailbox.status !== status) throw missing
    return mailbox
  }

  async function mailIn(request: FastifyRequest, mailbox: Mailbox, id: string): Promise<MessageDetail> {
    const missing = new AppError('not_found', `There is no mail ${id.slice(0, 100)} in this mailbox.`)
    if (!isUuid(id)) throw missing
    const mail = await call(request, 'getMessage', { id })
    if (mail.mailboxId !== mailbox.id) throw missing
    return mail
  }

  return {
    mailbox: (request: FastifyRequest) => mailboxIn(request, paramOf(request, 'id'), 'active'),
    archived: (request: FastifyRequest) => mailboxIn(request, paramOf(request, 'id'), 'archived'),
    /** All of them, or it throws: bulk calls look before they touch anything. */
    mailboxes: (request: FastifyRequest, ids: string[], status: Mailbox['status']) =>
      Promise.all([...new Set(ids)].map(id => mailboxIn(request, id, status))),
    /** One after the other: each is read whole, with its body. */
    async checkMails(request: FastifyRequest, mailbox: Mailbox, ids: string[]): Promise<void> {
      for (const id of new Set(ids)) await mailIn(request, mailbox, id)
    },
    async mail(request: FastifyRequest) {
      const mailbox = await mailboxIn(request, paramOf(request, 'id'), 'active')
      return { mailbox, detail: await mailIn(request, mailbox, paramOf(request, 'mailId')) }
    },
  }
}
