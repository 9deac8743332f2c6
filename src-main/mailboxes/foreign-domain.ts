import { AppError } from '#shared/api/errors.ts'

/** A key makes no mailbox, by whichever call, where another account has verified the domain. */
export function foreignDomain(domain: string): AppError {
  return new AppError('forbidden', `The domain ${domain} belongs to another account. Use another domain.`)
}
