import type { FastifyRequest } from 'fastify'
import type { MessageDetail, MessageSummary } from '#shared/api/message-shapes.ts'
import { isError } from './is-error.ts'
import type { ServiceDeps } from './service.ts'

/** More than any page or test looks through; a few such answers at a time do not fill the memory. */
export const maxListedChars = 32_000_000
/** A body has up to four million characters. */
const readAtOnce = 8

/**
 * Mails of a list with their bodies, in its order, until the bodies come to `maxListedChars`: the rest is left out. One may
 * be deleted while the others are read.
 */
export async function readMails(
  call: ServiceDeps['call'],
  request: FastifyRequest,
  listed: readonly Pick<MessageSummary, 'id'>[],
): Promise<MessageDetail[]> {
  const read: MessageDetail[] = []
  let chars = 0
  for (let at = 0; at < listed.length && chars < maxListedChars; at += readAtOnce) {
    const some = listed.slice(at, at + readAtOnce)
    const found = await Promise.all(some.map(({ id }) => call(request, 'getMessage', { id }).catch(passOver)))
    for (const mail of found) {
      if (!mail || chars >= maxListedChars) continue
      read.push(mail)
      chars += mail.text.length + (mail.html?.length ?? 0)
    }
  }
  return read
}

function passOver(error: unknown): undefined {
  if (!isError(error, 'not_found')) throw error
}
