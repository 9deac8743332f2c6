import { AppError } from '#shared/api/errors.ts'
import type { MailboxWish, RemoteMailbox } from '../providers/provider.ts'
import { can, checkAbility } from './abilities.ts'
import type { CallRemote } from './call-remote.ts'
import type { Session } from './session.ts'

export type MailboxAsked = {
  address?: string | undefined
  localPart?: string | undefined
  domain?: string | undefined
  tag?: string | undefined
  expiresIn?: number | null | undefined
  recoverable?: boolean | undefined
}

type Deps = { call: CallRemote; randomLocalPart: () => string; signal: AbortSignal }

/** Makes a mailbox at the service, or begins to watch an address where each is a mailbox. */
export function makeMailbox(session: Session, asked: MailboxAsked, deps: Deps): Promise<RemoteMailbox> {
  if (session.provider.capabilities.abilities.createMailbox === 'implicit')
    return Promise.resolve(watched(session, asked))
  checkAbility(session, 'createMailbox', 'Creating a mailbox')
  const wish = toWish(session, asked, deps.randomLocalPart)
  return deps.call(session, (provider, signal) => provider.createMailbox(wish, signal), {
    caller: deps.signal,
  })
}

function toWish(session: Session, asked: MailboxAsked, randomLocalPart: () => string): MailboxWish {
  const { localPart, domain } = split(asked)
  if (localPart !== undefined) checkAbility(session, 'chooseLocalPart', 'Choosing the name')
  if (domain !== undefined) checkAbility(session, 'chooseDomain', 'Choosing the domain')
  if (asked.expiresIn === null) checkAbility(session, 'permanentMailbox', 'A mailbox that never runs out')
  else if (asked.expiresIn !== undefined) checkLifetime(session, asked.expiresIn)
  const needed = session.provider.capabilities.localPartNeeded ? randomLocalPart() : undefined
  return {
    localPart: localPart ?? needed,
    domain,
    lifetimeMinutes: asked.expiresIn,
    tag: asked.tag,
    recoverable: asked.recoverable,
  }
}

function checkLifetime(session: Session, minutes: number): void {
  checkAbility(session, 'chooseLifetime', 'Choosing how long it lasts')
  const bounds = session.provider.capabilities.limits.lifetimeMinutes
  if (!bounds || (minutes >= bounds.min && minutes <= bounds.max)) return
  const message = `is in minutes, and ${session.row.name} allows ${bounds.min} to ${bounds.max}`
  throw new AppError('bad_request', `expiresIn: ${message}.`, { details: [{ field: 'expiresIn', message }] })
}

/** It is known by its address alone. */
function watched(session: Session, asked: MailboxAsked): RemoteMailbox {
  const { localPart, domain } = split(asked)
  if (localPart === undefined || domain === undefined)
    throw new AppError('bad_request', `Say which address of ${session.row.name} to watch.`, {
      details: [{ field: 'address' }],
    })
  if (asked.expiresIn !== undefined) checkAbility(session, 'chooseLifetime', 'Choosing how long it lasts')
  const address = `${localPart}@${domain}`.toLowerCase()
  return {
    id: address,
    address,
    tag: asked.tag ?? null,
    archived: false,
    recoverable: null,
    messageCount: null,
    createdAt: null,
    expiresAt: null,
  }
}

function split({ address, localPart, domain }: MailboxAsked) {
  if (address === undefined) return { localPart, domain }
  const at = address.lastIndexOf('@')
  if (at < 1 || at === address.length - 1)
    throw new AppError('bad_request', `"${address}" is no address.`, { details: [{ field: 'address' }] })
  return { localPart: address.slice(0, at), domain: address.slice(at + 1).toLowerCase() }
}

/** Whether mailboxes of a remote are only watched here: nothing is made or deleted there. */
export const onlyWatches = (session: Session): boolean =>
  session.provider.capabilities.abilities.createMailbox === 'implicit' && !can(session, 'deleteMailbox')
