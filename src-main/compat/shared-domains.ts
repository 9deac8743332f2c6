import type { HostedService } from '#shared/api/compat.ts'
import type { Settings } from '#shared/api/settings.ts'

/** Of each service the domain where everybody's mailboxes are. */
export const sharedDomains: Record<HostedService, string> = {
  dustmail: 'dustmail.net',
  minutemail: 'minutemail.cc',
  momail: 'user.momail.io',
  mailfade: 'mailfade.dev',
}

/** Whether a domain is everybody's here: whoever had it for themselves would get the mail of all accounts there. */
export function isShared(name: string, { defaultDomain }: Pick<Settings, 'defaultDomain'>): boolean {
  return [...Object.values(sharedDomains), defaultDomain.toLowerCase()].includes(name)
}
