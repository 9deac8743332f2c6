import { AppError, errorStatus, type ErrorBody } from '#shared/api/errors.ts'
import type { HttpRequest } from './http-request.ts'

/** Longer than any answer of a healthy local server; a hung one must not leave a pane loading for ever. */
const answerTimeoutMs = 30_000

/** `keepalive`: it goes out although the page is being left. */
type Manner = { signal?: AbortSignal; keepalive?: boolean }

/** Resolves with a good answer; rejects with an AppError, also when `signal` ends the request. */
export async function sendRequest(request: HttpRequest, manner: Manner = {}): Promise<Response> {
  const response = await ask(request, manner)
  if (!response.ok) throw await readError(response)
  return response
}

async function ask(
  { url, method, body }: HttpRequest,
  { signal, keepalive = false }: Manner,
): Promise<Response> {
  const timeout = AbortSignal.timeout(answerTimeoutMs)
  try {
    return await fetch(url, {
      method,
      keepalive,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
    })
  } catch (cause) {
    throw new AppError('unavailable', 'The server cannot be reached.', { cause })
  }
}

async function readError(response: Response): Promise<AppError> {
  const body: unknown = await response.json().catch(() => undefined)
  if (!isErrorBody(body)) return new AppError('internal_error', `The server answered ${response.status}.`)
  return new AppError(body.error, body.message, body.details ? { details: body.details } : {})
}

function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === 'object' && body !== null && 'error' in body && String(body.error) in errorStatus
}
