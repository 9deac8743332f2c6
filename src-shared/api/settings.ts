import { z } from 'zod'
import { domainPattern } from './fields.ts'
import { operation } from './operation.ts'

/** What the owner can change while the server runs. Kept in the store. */
export const Settings = z.strictObject({
  /** The domain of a mailbox that is created without one. */
  defaultDomain: z.string().min(1).max(255),
  /** Mail to an address without a mailbox: make the mailbox, or refuse with 550 5.1.1. */
  unknownRecipients: z.enum(['capture', 'reject']),
  /** Keep the newest so many messages; pinned ones stay. 0 = no limit. */
  'retention.maxMessages': z.int().min(0).max(100_000_000),
  /** Keep messages so many days; pinned ones stay. 0 = no limit. */
  'retention.maxAgeDays': z.int().min(0).max(36_500),
})
export type Settings = z.infer<typeof Settings>

/** New values are checked more strictly than kept ones, which must never keep the program from starting. */
const SettingsChange = Settings.partial().extend({
  defaultDomain: z.string().max(255).regex(domainPattern, 'must be a domain name').optional(),
})

export const defaultSettings: Settings = {
  defaultDomain: 'mayfly.test',
  unknownRecipients: 'capture',
  'retention.maxMessages': 10_000,
  'retention.maxAgeDays': 30,
}

export const settingsOperations = {
  getSettings: operation({
    method: 'GET',
    path: '/settings',
    summary: 'The settings in force.',
    access: 'owner',
    output: Settings,
  }),
  updateSettings: operation({
    method: 'PATCH',
    path: '/settings',
    summary: 'Changes settings; what is not named stays.',
    access: 'owner',
    body: SettingsChange,
    output: Settings,
  }),
}
