import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '#shared/api/handler.ts'

/** Aborted when the session that a call came with is over; undefined for calls that need none. */
export function sessionEnd(caller: Caller): AbortSignal | undefined {
  return caller.kind === 'owner' ? caller.session?.ended : undefined
}

/** Cuts an answer that is still waited for when its session ends: whoever signs out hears no more. */
export function cutAtSessionEnd({ caller }: FastifyRequest, { raw }: FastifyReply): void {
  const over = sessionEnd(caller)
  if (!over) return
  const cut = () => raw.destroy()
  over.addEventListener('abort', cut)
  raw.once('close', () => over.removeEventListener('abort', cut))
}
