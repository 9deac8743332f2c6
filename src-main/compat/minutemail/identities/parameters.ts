import { OAuthError } from './oauth-error.ts'

/** Of a query or a form. RFC 6749, 3.1: one without a value is as if it were not there, and none may come twice. */
export type Parameters = { readonly [name: string]: unknown }

/** The one value of a parameter; undefined when there is none. Throws `invalid_request` when there are several. */
export function one(parameters: Parameters, name: string): string | undefined {
  const value = parameters[name]
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string') throw new OAuthError('invalid_request', `${name} must come once.`)
  return value
}

/** The same, but throws `invalid_request` when there is none. */
export function required(parameters: Parameters, name: string): string {
  const value = one(parameters, name)
  if (value === undefined) throw new OAuthError('invalid_request', `${name} is missing.`)
  return value
}
