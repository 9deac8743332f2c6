import { expect, test } from 'vitest'
import { routeFor } from './routing-rule.ts'

const settings = { routing: 'smtpUser', unknownRecipients: 'capture', defaultDomain: 'mayfly.test' } as const
const reject = { ...settings, unknownRecipients: 'reject' } as const
const nothing = { mailbox: undefined, accountId: undefined, hasOwnMailbox: false }
const toRecipients = (accountId: string | null = null) => ({ kind: 'recipients', accountId })
const toMailbox = (address: string) => ({ kind: 'mailbox', address })

test.each([
  ['without a login', settings, null, nothing, toRecipients()],
  [
    'by recipient',
    { ...settings, routing: 'recipient' } as const,
    'app',
    { ...nothing, accountId: 'a1' },
    toRecipients(),
  ],
  ['a mailbox by its id', settings, 'id-1', { ...nothing, mailbox: 'box@x.test' }, toMailbox('box@x.test')],
  [
    'a mailbox and an account',
    settings,
    'box',
    { ...nothing, mailbox: 'box@x.test', accountId: 'a1' },
    toMailbox('box@x.test'),
  ],
  ['an account', settings, 'Team', { ...nothing, accountId: 'a1' }, toRecipients('a1')],
  ['an account, rejecting', reject, 'Team', { ...nothing, accountId: 'a1' }, toRecipients('a1')],
  ['an address', settings, 'New@x.test', nothing, toMailbox('New@x.test')],
  ['an address, rejecting: RCPT says no', reject, 'new@x.test', nothing, toMailbox('new@x.test')],
  ['no address', settings, 'a@b@c', nothing, undefined],
  ['half an address', settings, 'a@', nothing, undefined],
  ['an address with a space', settings, 'a b@c.test', nothing, undefined],
  ['a name', settings, 'app', nothing, toMailbox('app@mayfly.test')],
  ['a name, rejecting', reject, 'app', nothing, undefined],
  [
    'a name with a mailbox, rejecting',
    reject,
    'app',
    { ...nothing, hasOwnMailbox: true },
    toMailbox('app@mayfly.test'),
  ],
  ['a name that no address can have', settings, 'my app', nothing, undefined],
  ['a name of 64 characters', settings, 'x'.repeat(64), nothing, toMailbox(`${'x'.repeat(64)}@mayfly.test`)],
  ['a name of 65', settings, 'x'.repeat(65), nothing, undefined],
  [
    'an account of a name that no address can have',
    settings,
    'my app',
    { ...nothing, accountId: 'a1' },
    toRecipients('a1'),
  ],
])('%s', (_title, chosen, user, named, expected) => {
  expect(routeFor(chosen, user, named)).toEqual(expected)
})
