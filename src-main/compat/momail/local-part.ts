import { refuse } from './failures.ts'

/** As documented. */
const minChars = 5
/** RFC 5321, 4.5.3.1.1. */
const maxChars = 64

/** The operator of MoMail chooses them; these are the names that its document gives, and those that RFC 2142 keeps for mail. */
const reserved = new Set([
  'admin',
  'administrator',
  'hostmaster',
  'info',
  'mailer-daemon',
  'no-reply',
  'noreply',
  'postmaster',
  'security',
  'support',
  'system',
  'webmaster',
])

/** What stands before the @ of a new mailbox, as it is kept: small letters. Throws `unprocessable` for what may not. */
export function readLocalPart(given: string): string {
  const name = given.trim().toLowerCase()
  const fault = faultOf(name)
  if (fault === undefined) return name
  throw refuse('unprocessable', 'VALIDATION_ERROR', `local_part ${fault}.`, { local_part: fault })
}

function faultOf(name: string): string | undefined {
  if (name.length < minChars) return `must have at least ${minChars} characters`
  if (name.length > maxChars) return `must have at most ${maxChars} characters`
  if (!/^[a-z0-9._-]+$/.test(name)) return 'may have letters, digits, dots, underscores and hyphens only'
  if (/^[.-]|[.-]$/.test(name)) return 'must not start or end with a dot or a hyphen'
  if (name.includes('..')) return 'must not have two dots in a row'
  return reserved.has(name) ? 'is a reserved name' : undefined
}
