import { AppError } from '#shared/api/errors.ts'
import { unpackSource } from '../storage/packed-source.ts'
import { pieceBytes } from '../storage/pieces.ts'
import type { BlobRow, MessageRepository, MessageRow } from './repository.ts'
import { inPieces, joined, streamOf, unpackedStreamOf, type StoredBytes } from './stored-bytes.ts'

type Message = Pick<MessageRow, 'id' | 'content_id' | 'size_bytes'>

/** Reads sources and attachments: whole, or piece by piece for whoever only passes them on. */
export function createByteReader(messages: MessageRepository) {
  const rawPieces = (contentId: number, first?: Buffer) =>
    inPieces(piece => messages.rawPiece({ contentId, piece }), first)
  const blobPieces = ({ id }: BlobRow, first?: Buffer) =>
    inPieces(piece => messages.blobPiece({ id, piece }), first)

  /** Undefined when it is gone. */
  async function sourceOf(contentId: number): Promise<Buffer | undefined> {
    const packed = await joined(rawPieces(contentId))
    return packed.length === 0 ? undefined : unpackSource(packed)
  }

  async function findBlob({ id, content_id }: Message, attachmentId: string): Promise<BlobRow> {
    const position = /^\d{1,6}$/.test(attachmentId) ? Number(attachmentId) : 0
    const blob = await messages.findBlob({ contentId: content_id, position })
    if (!blob) throw new AppError('not_found', `The message ${id} has no attachment ${attachmentId}.`)
    return blob
  }

  return {
    sourceOf,
    /** The mail byte for byte as it was received. */
    async raw(message: Message): Promise<Buffer> {
      return (await sourceOf(message.content_id)) ?? justDeleted(message)
    },
    async storedRaw(message: Message): Promise<StoredBytes> {
      const { content_id: contentId, size_bytes: sizeBytes } = message
      const first = (await messages.rawPiece({ contentId, piece: 0 })) ?? justDeleted(message)
      const isFew = sizeBytes <= pieceBytes && first.length < pieceBytes
      if (!isFew) return { sizeBytes, open: () => unpackedStreamOf(rawPieces(contentId, first)) }
      const raw = await unpackSource(first)
      return { sizeBytes, open: () => raw }
    },
    async attachmentBytes(message: Message, attachmentId: string): Promise<Buffer> {
      const blob = await findBlob(message, attachmentId)
      const bytes = await joined(blobPieces(blob))
      return bytes.length === blob.size_bytes ? bytes : justDeleted(message)
    },
    /** With how it begins. */
    async storedAttachment(message: Message, attachmentId: string): Promise<StoredBytes & { start: Buffer }> {
      const blob = await findBlob(message, attachmentId)
      const sizeBytes = blob.size_bytes
      const start = (await messages.blobPiece({ id: blob.id, piece: 0 })) ?? justDeleted(message)
      const open = () => (start.length === sizeBytes ? start : streamOf(blobPieces(blob, start)))
      return { sizeBytes, start, open }
    },
  }
}

function justDeleted({ id }: Message): never {
  throw new AppError('not_found', `The message ${id} was just deleted.`)
}
