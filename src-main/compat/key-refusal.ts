import { AppError } from '#shared/api/errors.ts'

/** Why a call's key is not good. `unknown` are also keys of other services: who guesses learns nothing. */
export type KeyRefusal = 'missing' | 'unknown' | 'expired' | 'revoked' | 'ambiguous'

const messages: Record<KeyRefusal, string> = {
  missing: 'This call needs an API key.',
  unknown: 'This API key is not known here.',
  expired: 'This API key has expired.',
  revoked: 'This API key was revoked.',
  ambiguous: 'The headers carry different API keys. Send one.',
}

/** An `unauthorized` that says why, for services that tell these apart. */
export function refuseKey(reason: KeyRefusal): AppError {
  return new AppError('unauthorized', messages[reason], { details: [{ keyRefusal: reason }] })
}

/** Undefined for an error that is not about a key. */
export function keyRefusalOf({ details }: AppError): KeyRefusal | undefined {
  return details?.[0]?.['keyRefusal'] as KeyRefusal | undefined // only `refuseKey` sets it
}

/** In how many seconds a refused call may be tried again; undefined when waiting does not help. */
export function retryAfterOf({ details }: AppError): number | undefined {
  const seconds = details?.[0]?.['retryAfterSeconds']
  return typeof seconds === 'number' ? seconds : undefined
}

/** The same as a moment, in unix milliseconds. */
export function retryAtOf({ details }: AppError): number | undefined {
  const at = details?.[0]?.['retryAt']
  return typeof at === 'number' ? at : undefined
}
