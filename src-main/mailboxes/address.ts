import { AppError } from '#shared/api/errors.ts'
import { domainPattern } from '#shared/api/fields.ts'

export type MailboxAddress = { localPart: string; domain: string }

/** RFC 5321, 4.5.3.1: what a mail server must accept at most. */
const maxLocalPartBytes = 64
const maxDomainBytes = 255

/** Splits at the last `@`; undefined when one side is missing. */
export function splitAddress(address: string): MailboxAddress | undefined {
  const at = address.lastIndexOf('@')
  if (at < 1 || at === address.length - 1) return undefined
  return { localPart: address.slice(0, at), domain: address.slice(at + 1).toLowerCase() }
}

/** Addresses compare without case. */
export function addressKey({ localPart, domain }: MailboxAddress): string {
  return `${localPart}@${domain}`.toLowerCase()
}

const localPartPattern = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u

/** Checks an address that a person or a program chose (RFC 5321 dot-string, RFC 6531 for other scripts). */
export function checkAddress({ localPart, domain }: MailboxAddress): void {
  if (!localPartPattern.test(localPart) || Buffer.byteLength(localPart) > maxLocalPartBytes) {
    throw new AppError(
      'bad_request',
      `"${localPart}" cannot stand before the @: use letters, digits, dots, dashes; at most 64.`,
      {
        details: [{ field: 'localPart' }],
      },
    )
  }
  if (!domainPattern.test(domain) || Buffer.byteLength(domain) > maxDomainBytes) {
    throw new AppError('bad_request', `"${domain}" is not a domain name.`, { details: [{ field: 'domain' }] })
  }
}
