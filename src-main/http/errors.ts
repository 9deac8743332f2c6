import type { FastifyInstance, FastifyReply } from 'fastify'
import { AppError, errorStatus } from '#shared/api/errors.ts'
import { httpLimits } from './limits.ts'

/** Failures leave as `{error, message}` with the status of their code; what is not meant for the caller is logged and hidden. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const known = toAppError(error)
    if (known.code === 'internal_error') request.log.error({ err: error }, 'request failed')
    return sendError(reply, known)
  })
  app.setNotFoundHandler((request, reply) =>
    sendError(
      reply,
      new AppError(
        'not_found',
        `There is nothing at ${request.method} ${request.url.split('?')[0]?.slice(0, 200)}.`,
      ),
    ),
  )
}

export function sendError(reply: FastifyReply, error: AppError): FastifyReply {
  const retryAfter = error.details?.[0]?.['retryAfterSeconds']
  if (typeof retryAfter === 'number') reply.header('retry-after', retryAfter)
  return reply.status(errorStatus[error.code]).type('application/json; charset=utf-8').send(error.toBody())
}

/** Fastify's own refusals (a body too large, JSON that is none) in our words. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const {
    statusCode = 500,
    message = '',
    code,
  } = error as { statusCode?: number; message?: string; code?: unknown }
  if (code === 'ENOSPC')
    return new AppError('unavailable', 'The disk that Mayfly writes to is full. Make room, then try again.')
  if (code === 'FST_ERR_MAX_PARAM_LENGTH') {
    const message = `A part of the address is longer than ${httpLimits.paramChars} characters, and names nothing.`
    return new AppError('bad_request', message)
  }
  if (statusCode === 413)
    return new AppError('payload_too_large', 'The body is larger than this server takes.')
  if (statusCode === 415) return new AppError('bad_request', 'Send the body as application/json.')
  if (statusCode >= 400 && statusCode < 500) return new AppError('bad_request', message)
  return new AppError('internal_error', 'Something went wrong inside Mayfly. The log has the details.')
}
