import { AppError } from '#shared/api/errors.ts'
import type { Ability, WhyNot } from '#shared/api/remote-capabilities.ts'
import type { Session } from './session.ts'

const reasons: Record<WhyNot, string> = {
  undocumented: 'its service documents no way to do it',
  absent: 'its service has no such thing',
  implicit: 'every address is a mailbox there, without being made or listed',
  websiteOnly: 'its service does it only on its own web pages',
  needsKey: 'it needs a key, and this account has none',
  ownerOnly: 'only the owner of that server may do it',
  otherGeneration: 'only the other generation of its API can do it',
}

export const can = ({ provider }: Session, ability: Ability): boolean =>
  provider.capabilities.abilities[ability] === 'yes'

/** Throws `conflict`, with the reason, where a service cannot do something. `what` begins a sentence. */
export function checkAbility(session: Session, ability: Ability, what: string): void {
  const answer = session.provider.capabilities.abilities[ability]
  if (answer === 'yes') return
  throw new AppError('conflict', `${what} is not possible at ${session.row.name}: ${reasons[answer]}.`, {
    details: [{ ability, reason: answer }],
  })
}

/** Throws `conflict` where nothing can be asked of a remote at all. */
export function checkOn({ row, hasKey }: Session): void {
  if (row.detached === 1)
    throw new AppError('conflict', `${row.name} was removed; only its mail was kept. Add it anew.`)
  if (!hasKey) throw new AppError('conflict', `${row.name} has no key. Give it one.`)
}
