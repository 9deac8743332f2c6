import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '#shared/api/errors.ts'
import { maxMessageBytes } from '#shared/api/limits.ts'
import { scopeOf } from '#shared/api/scope.ts'
import { readInput } from '../read-input.ts'
import type { MinuteMailDeps } from './features.ts'
import { createFinders, paramOf } from './find.ts'
import { bulkBodyBytes } from './mailboxes.ts'
import { toAttachments } from './mapping.ts'
import type { Attachment, AttachmentWithData } from './schema.ts'
import { AddAttachment, Ids } from './requests.ts'

/** As many as an injected mail takes. */
const maxAdded = 100
/** A file of 50 MB in base64, as JSON. */
const jsonBytes = 72 * 1024 * 1024

/** Attachments of a mail, its own and added ones alike. */
export function attachmentRoutes(app: FastifyInstance, deps: MinuteMailDeps): void {
  const { extras } = deps
  const find = createFinders(deps)
  const path = '/mailboxes/:id/mails/:mailId/attachments'

  async function list(request: FastifyRequest) {
    const { mailbox, detail } = await find.mail(request)
    const [found] = await extras.of([detail.id])
    const shown = { detail, mailbox, extras: found }
    return { ...shown, attachments: toAttachments(shown) }
  }

  async function findOne(request: FastifyRequest) {
    const id = paramOf(request, 'attachmentId')
    const { detail, attachments } = await list(request)
    const attachment = attachments.find(one => one.id === id)
    if (!attachment) throw notFound(id)
    return { messageId: detail.id, attachment }
  }

  async function bytesOf(request: FastifyRequest, messageId: string, id: string): Promise<Buffer> {
    if (isOwn(id)) return deps.bytes.attachmentBytes(scopeOf(request.caller), messageId, id)
    const bytes = await extras.addedBytes({ messageId, id })
    if (!bytes) throw notFound(id)
    return bytes
  }

  const remove = (messageId: string, ids: string[]) =>
    extras.removeAttachments({
      messageId,
      own: ids.filter(isOwn).map(Number),
      added: ids.filter(id => !isOwn(id)),
    })

  app.get(path, async (request): Promise<{ items: Attachment[] }> => {
    const { attachments } = await list(request)
    return { items: attachments }
  })

  app.get(`${path}/:attachmentId`, async (request): Promise<AttachmentWithData> => {
    const { messageId, attachment } = await findOne(request)
    const bytes = await bytesOf(request, messageId, attachment.id)
    return { ...attachment, data: bytes.toString('base64') }
  })

  app.post(path, { bodyLimit: jsonBytes }, async (request, reply): Promise<Attachment> => {
    const shown = await list(request)
    const asked = readInput(AddAttachment, request.body)
    const bytes = Buffer.from(asked.data, 'base64')
    if (asked.sizeBytes !== undefined && asked.sizeBytes !== bytes.length)
      throw new AppError(
        'bad_request',
        `sizeBytes: the data has ${bytes.length} bytes, not ${asked.sizeBytes}.`,
      )
    const most = deps.limitsOf(request).plan.maxMessageBytes ?? maxMessageBytes
    const added = await extras.addAttachment({
      messageId: shown.detail.id,
      filename: asked.filename,
      contentType: asked.contentType ?? 'application/octet-stream',
      sizeBytes: bytes.length,
      expiresAt: asked.expiresIn === undefined ? null : deps.now() + asked.expiresIn * 60_000,
      bytes,
      most: { attachments: maxAdded, bytes: most },
    })
    if (added === 'gone') throw new AppError('not_found', 'The mail was just deleted.')
    if (added === 'full')
      throw new AppError(
        'payload_too_large',
        `A mail takes at most ${maxAdded} more attachments, and ${most} bytes of them.`,
      )
    reply.status(201)
    const { detail, mailbox } = shown
    const extra = {
      messageId: detail.id,
      removed: [],
      added: [added],
      expiresAt: shown.extras?.expiresAt ?? null,
    }
    return toAttachments({ detail, mailbox, extras: extra }).at(-1)!
  })

  app.delete(`${path}/:attachmentId`, async (request, reply) => {
    const { messageId, attachment } = await findOne(request)
    await remove(messageId, [attachment.id])
    return reply.status(204).send()
  })

  // Unknown ids are passed over, as documented.
  app.delete(path, { bodyLimit: bulkBodyBytes }, async (request, reply) => {
    const { ids } = readInput(Ids, request.body)
    const { detail, attachments } = await list(request)
    const known = attachments.map(({ id }) => id).filter(id => ids.includes(id))
    if (known.length > 0) await remove(detail.id, known)
    return reply.status(204).send()
  })
}

/** The mail's own are numbered; added ones have a UUID. */
const isOwn = (id: string): boolean => /^\d+$/.test(id)

const notFound = (id: string): AppError =>
  new AppError('not_found', `This mail has no attachment ${id.slice(0, 100)}.`)
