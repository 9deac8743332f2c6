import { AppError } from '#shared/api/errors.ts'
import { unpackSource } from '../storage/packed-source.ts'
import { pieceBytes } from '../storage/pieces.ts'
import { createPassedCollector } from './collect-passed.ts'
import type { AttachmentPlace, MessageRepository, MessageRow } from './repository.ts'
import { inPieces, joined, streamOf, unpacked, whole, type StoredBytes } from './stored-bytes.ts'

type Message = Pick<MessageRow, 'id' | 'content_id' | 'size_bytes'>

/** Reads sources and attachments: whole, or piece by piece for whoever only passes them on. */
export function createByteReader(messages: MessageRepository) {
  const onPassed = createPassedCollector()
  const passing = (pieces: AsyncIterable<Buffer>, sizeBytes: number) =>
    streamOf(whole(pieces, sizeBytes, onPassed))
  const rawPieces = (contentId: number, first?: Buffer) =>
    inPieces(piece => messages.rawPiece({ contentId, piece }), first)
  const attachmentPieces = (place: AttachmentPlace, first?: Buffer) =>
    inPieces(piece => messages.attachmentPiece({ ...place, piece }), first)

  /** Undefined when it is gone, also when it went while it was read. Rejects when it is damaged. */
  async function sourceOf(content: Omit<Message, 'id'>): Promise<Buffer | undefined> {
    const { content_id: contentId, size_bytes: sizeBytes } = content
    try {
      const raw = await unpackSource(await joined(rawPieces(contentId)))
      if (raw.length === sizeBytes) return raw
      throw new Error('The source of a mail is damaged')
    } catch (error) {
      if (await messages.rawPiece({ contentId, piece: 0 })) throw error
      return undefined
    }
  }

  async function findAttachment({ id, content_id: contentId }: Message, attachmentId: string) {
    const position = /^\d{1,6}$/.test(attachmentId) ? Number(attachmentId) : 0
    const place = { contentId, position }
    const sizeBytes = await messages.sizeOfAttachment(place)
    if (sizeBytes === undefined)
      throw new AppError('not_found', `The message ${id} has no attachment ${attachmentId}.`)
    return { place, sizeBytes }
  }

  return {
    sourceOf,
    /** The mail byte for byte as it was received. */
    async raw(message: Message): Promise<Buffer> {
      return (await sourceOf(message)) ?? justDeleted(message)
    },
    async storedRaw(message: Message): Promise<StoredBytes> {
      const { content_id: contentId, size_bytes: sizeBytes } = message
      const first = (await messages.rawPiece({ contentId, piece: 0 })) ?? justDeleted(message)
      const isFew = sizeBytes <= pieceBytes && first.length < pieceBytes
      if (!isFew) {
        return { sizeBytes, open: () => passing(unpacked(rawPieces(contentId, first)), sizeBytes) }
      }
      const raw = await unpackSource(first)
      if (raw.length !== sizeBytes) throw new Error('The source of a mail is damaged')
      return { sizeBytes, open: () => raw }
    },
    async attachmentBytes(message: Message, attachmentId: string): Promise<Buffer> {
      const { place, sizeBytes } = await findAttachment(message, attachmentId)
      const bytes = await joined(attachmentPieces(place))
      return bytes.length === sizeBytes ? bytes : justDeleted(message)
    },
    /** With how it begins. */
    async storedAttachment(message: Message, attachmentId: string): Promise<StoredBytes & { start: Buffer }> {
      const { place, sizeBytes } = await findAttachment(message, attachmentId)
      const start = (await messages.attachmentPiece({ ...place, piece: 0 })) ?? justDeleted(message)
      const open = () =>
        start.length === sizeBytes ? start : passing(attachmentPieces(place, start), sizeBytes)
      return { sizeBytes, start, open }
    },
  }
}

function justDeleted({ id }: Message): never {
  throw new AppError('not_found', `The message ${id} was just deleted.`)
}
