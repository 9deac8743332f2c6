import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { AppError } from '#shared/api/errors.ts'
import type { MessageDetail } from '#shared/api/message-shapes.ts'
import { readInput } from '../../read-input.ts'
import type { ServiceDeps } from '../../service.ts'
import { isError } from '../../is-error.ts'
import { codeOf, orNotFound } from '../failures.ts'
import { compose } from './compose.ts'
import { findEmail } from './emails.ts'
import { ReplyToEmail, SendEmail, type SentAnswer } from './schema.ts'

/** A mail of 50 MB as JSON, with its attachments as base64. */
const bodyLimit = 72 * 1024 * 1024

/** Mail that is sent goes into this store, by the way that all injected mail takes, and nowhere else. */
export function outboundRoutes(app: FastifyInstance, deps: ServiceDeps): void {
  const { call, now } = deps

  app.post('/v1/api/emails/send', { bodyLimit }, async request => {
    const { mailbox_id, from, ...mail } = readInput(SendEmail, request.body)
    const given = nameAndAddress(from)
    const address = await findSender(request, mailbox_id ?? given.address)
    return send(request, { ...mail, from: { name: given.name, address } })
  })

  app.post('/v1/api/emails/:id/reply', { bodyLimit }, async request => {
    const content = readInput(ReplyToEmail, request.body)
    const email = await findEmail(call, request)
    const address = await findSender(request, email.address)
    return send(request, { ...content, from: { name: '', address }, ...answerTo(email) })
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
    const source = Uint8Array.from(raw)
    const deliveries: { email_id: string; email_address: string }[] = []
    const refused: { address: string; error: AppError }[] = []
    for (const address of recipients) {
      try {
        await makeMailbox(request, address)
        const { id } = await call(request, 'injectMessage', { idOrAddress: address, raw: source })
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

  /**
   * For an address that nobody has, unless the settings refuse such mail. Mail from outside makes mailboxes that no plan
   * counts; these, which the key could as well create, count.
   */
  async function makeMailbox(request: FastifyRequest, address: string): Promise<void> {
    if (deps.settings().unknownRecipients === 'reject') return
    try {
      await call(request, 'getMailbox', { idOrAddress: address })
    } catch (error) {
      if (!isError(error, 'not_found')) throw error
      const expiresIn = deps.limitsOf(request).plan.maxLifetimeMinutes
      await call(request, 'createMailbox', { address, expiresIn }).catch(unlessTaken)
    }
  }
}

/** Whoever has it: delivering tells whether it takes the mail. */
function unlessTaken(error: unknown): void {
  if (!isError(error, 'conflict')) throw error
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

/** Of `Ada <ada@example.com>`, the name with or without quotes. */
function nameAndAddress(text = ''): { name: string; address: string } {
  const [, name = '', address = text] = /^([^<>]*)<([^<>]+)>\s*$/.exec(text) ?? []
  return { name: name.trim().replace(/^"(.*)"$/, '$1'), address: address.trim() }
}
