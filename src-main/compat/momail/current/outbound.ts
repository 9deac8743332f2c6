import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { AppError } from '#shared/api/errors.ts'
import type { MessageDetail } from '#shared/api/message-shapes.ts'
import { readInput } from '../../read-input.ts'
import type { ServiceDeps } from '../../service.ts'
import { codeOf, orNotFound } from '../failures.ts'
import { compose } from './compose.ts'
import { findEmail } from './emails.ts'
import { ReplyToEmail, SendEmail, type SentAnswer } from './schema.ts'

/** A mail of 50 MB as JSON, with its attachments as base64. */
const bodyLimit = 72 * 1024 * 1024

/** Mail that is sent goes into this store, by the way that all injected mail takes, and nowhere else. */
export function outboundRoutes(app: FastifyInstance, { call, now }: ServiceDeps): void {
  app.post('/v1/api/emails/send', { bodyLimit }, async request => {
    const { mailbox_id, from, ...mail } = readInput(SendEmail, request.body)
    const sender = await findSender(request, mailbox_id ?? addressIn(from ?? ''))
    return send(request, { ...mail, from: from?.includes('<') ? from : sender })
  })

  app.post('/v1/api/emails/:id/reply', { bodyLimit }, async request => {
    const content = readInput(ReplyToEmail, request.body)
    const email = await findEmail(call, request)
    const from = await findSender(request, email.address)
    return send(request, { ...content, from, ...answerTo(email) })
  })

  /** An active mailbox of the account; answers with its address. */
  async function findSender(request: FastifyRequest, idOrAddress: string): Promise<string> {
    const mailbox = await orNotFound(call(request, 'getMailbox', { idOrAddress }), 'Mailbox')
    if (mailbox.status === 'active') return mailbox.address
    throw new AppError('conflict', `The mailbox ${mailbox.address} was deleted: nothing is sent from it.`)
  }

  async function send(
    request: FastifyRequest,
    mail: Omit<Parameters<typeof compose>[0], 'date'>,
  ): Promise<z.infer<typeof SentAnswer>> {
    const { raw, recipients, messageId } = await compose({ ...mail, date: new Date(now()) })
    const deliveries: { email_id: string; email_address: string }[] = []
    const refused: { address: string; error: AppError }[] = []
    for (const address of recipients) {
      try {
        const { id } = await call(request, 'injectMessage', {
          idOrAddress: address,
          raw: Uint8Array.from(raw),
        })
        deliveries.push({ email_id: id, email_address: address })
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        refused.push({ address, error })
      }
    }
    if (deliveries.length === 0) throw refused[0]!.error
    return {
      success: true,
      message_id: messageId,
      deliveries,
      rejected: refused.map(({ address, error }) => ({
        email_address: address,
        code: codeOf(error),
        message: error.message,
      })),
    }
  }
}

/** To whom an answer goes, and what says that it is one (RFC 5322, 3.6.4). */
function answerTo({ from, replyTo, envelope, subject, messageId, references }: MessageDetail) {
  const to = (replyTo[0] ?? from).address || envelope.mailFrom
  return {
    to: [to],
    subject: /^re:/i.test(subject) ? subject : `Re: ${subject}`,
    inReplyTo: messageId ?? undefined,
    references: messageId === null ? references : [...references, messageId],
  }
}

/** The address of `Ada <ada@example.com>`. */
const addressIn = (text: string): string => (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim()
