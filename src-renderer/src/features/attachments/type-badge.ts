import type { Attachment } from '#shared/api/message-shapes.ts'

const maxLetters = 4

/** A few letters for a type: the file's ending, or what its type says. */
export function typeBadge({ filename, contentType }: Pick<Attachment, 'filename' | 'contentType'>): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(filename ?? '')?.[1]
  const subtype = contentType.split('/')[1]?.replace(/^(x-|vnd\.)/, '')
  return (ending ?? subtype ?? 'file').slice(0, maxLetters).toUpperCase()
}
