import type { KeyService } from '#shared/api/keys.ts'

/** Names are the same in every language. */
export const serviceNames: Record<KeyService, string> = {
  mayfly: 'Mayfly',
  minutemail: 'MinuteMail',
  dustmail: 'DustMail',
  momail: 'MoMail',
  mailfade: 'Mailfade',
}

export const serviceOptions = Object.entries(serviceNames).map(([value, label]) => ({
  value: value as KeyService, // the names are by service
  label,
}))

/** A call that every key of its service may make, below the service's base URL. */
export const sampleCalls: Record<KeyService, string> = {
  mayfly: '/mailboxes',
  minutemail: '/mailboxes',
  dustmail: '/inbox',
  momail: '/mailboxes',
  mailfade: '/inbox/demo@mailfade.dev',
}
