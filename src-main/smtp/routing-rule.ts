/**
 * Where a mail goes: to its recipients (new mailboxes become this account's, but at domains that another has verified),
 * or all of it into one mailbox.
 */
export type Route = { kind: 'recipients'; accountId: string | null } | { kind: 'mailbox'; address: string }

type Settings = {
  routing: 'recipient' | 'smtpUser'
  unknownRecipients: 'capture' | 'reject'
  defaultDomain: string
}

/** What there is by the name of the user. */
export type Named = {
  /** The address of the mailbox that has the name as its address or id. */
  mailbox: string | undefined
  /** The id of the account that has the name as its name or id. */
  accountId: string | undefined
  /** Whether there is a mailbox at `name@defaultDomain`. */
  hasOwnMailbox: boolean
}

/** Characters that an address would need quotes for, or cannot have at all (RFC 5321, 4.1.2). */
const localPart = /^[^\s\p{Cc}@<>()[\]\\,;:"]{1,64}$/u
const wholeAddress = /^[^\s\p{Cc}@<>()[\]\\,;:"]{1,64}@[^\s\p{Cc}@<>()\\,;"]{1,255}$/u

/**
 * Where the mail of a login goes; undefined when its user name selects nothing. A mailbox goes before an account of the
 * same name, and any other name is that of a mailbox at the default domain. Whether the mailbox takes mail is asked
 * with every recipient.
 */
export function routeFor(settings: Settings, user: string | null, named: Named): Route | undefined {
  if (settings.routing === 'recipient' || user === null) return { kind: 'recipients', accountId: null }
  if (named.mailbox !== undefined) return { kind: 'mailbox', address: named.mailbox }
  if (named.accountId !== undefined) return { kind: 'recipients', accountId: named.accountId }
  if (user.includes('@')) return wholeAddress.test(user) ? { kind: 'mailbox', address: user } : undefined
  const isKnown = settings.unknownRecipients === 'capture' || named.hasOwnMailbox
  return isKnown && localPart.test(user)
    ? { kind: 'mailbox', address: `${user}@${settings.defaultDomain}` }
    : undefined
}
