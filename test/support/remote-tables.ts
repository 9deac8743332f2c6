import { Ability, type Capabilities, type WhyNot } from '#shared/api/remote-capabilities.ts'
import { dustmailCapabilities } from '#main/providers/dustmail/capabilities.ts'
import { mailfadeCapabilities } from '#main/providers/mailfade/capabilities.ts'
import { mayflyCapabilities } from '#main/providers/mayfly/capabilities.ts'
import { minutemailCapabilities } from '#main/providers/minutemail/capabilities.ts'
import { momailCapabilities, momailOldCapabilities } from '#main/providers/momail/capabilities.ts'

const columns: [string, Capabilities][] = [
  ['MinuteMail', minutemailCapabilities],
  ['DustMail', dustmailCapabilities],
  ['MoMail', momailCapabilities],
  ['MoMail, old', momailOldCapabilities],
  ['Mailfade, key', mailfadeCapabilities(true)],
  ['Mailfade', mailfadeCapabilities(false)],
  ['Mayfly, key', mayflyCapabilities(true)],
]

const reasons: Record<WhyNot, string> = {
  undocumented: 'not documented',
  absent: 'does not exist',
  implicit: 'any address',
  websiteOnly: 'on its website',
  needsKey: 'with a key',
  ownerOnly: 'owner only',
  otherGeneration: 'other generation',
}

const names: Record<Ability, string> = {
  listMailboxes: 'list mailboxes',
  listArchivedMailboxes: 'list archived mailboxes',
  createMailbox: 'make a mailbox',
  chooseLocalPart: 'choose its local part',
  chooseDomain: 'choose its domain',
  chooseLifetime: 'choose its lifetime',
  permanentMailbox: 'one that never runs out',
  deleteMailbox: 'delete a mailbox',
  archiveMailbox: 'archive a mailbox',
  reactivateMailbox: 'take it out of the archive',
  listMessages: 'list the mail of a mailbox',
  listAllMessages: 'list all mail at once',
  messagesSince: 'only what is new',
  fetchMessage: 'read a mail',
  rawSource: 'its source, byte by byte',
  html: 'its HTML',
  attachments: 'its attachments',
  deleteMessage: 'delete a mail',
  search: 'search',
  listKeys: 'list keys',
  createKey: 'make a key',
  deleteKey: 'delete a key',
  buyKey: 'buy a key',
  listDomains: 'list domains',
  createDomain: 'claim a domain',
  verifyDomain: 'verify a domain',
  deleteDomain: 'give up a domain',
  liveEvents: 'live events',
}

const line = (cells: string[]) => `| ${cells.join(' | ')} |`
const table = (first: string, rows: string[][]) =>
  [
    line([first, ...columns.map(([name]) => name)]),
    line(['---', ...columns.map(() => '---')]),
    ...rows.map(line),
  ].join('\n')

export function abilitiesTable(): string {
  const cell = ({ abilities, byPlan }: Capabilities, ability: Ability): string => {
    const can = abilities[ability]
    if (can !== 'yes') return reasons[can]
    return byPlan.includes(ability) ? '**yes**, by plan' : '**yes**'
  }
  const rows = Ability.options.map(ability => [
    names[ability],
    ...columns.map(([, capabilities]) => cell(capabilities, ability)),
  ])
  return table('', rows)
}

export function remoteLimitsTable(): string {
  const written = (value: number | null) => value?.toLocaleString('en') ?? ''
  const rows: [string, (limits: Capabilities['limits']) => string][] = [
    ['calls a day', limits => written(limits.callsPerDay)],
    ['calls a minute', limits => written(limits.callsPerMinute)],
    [
      'its day begins (UTC)',
      ({ dayBeginsAt }) => (dayBeginsAt === null ? '' : `${String(dayBeginsAt).padStart(2, '0')}:00`),
    ],
    ['mailboxes in a list', limits => written(limits.mailboxesListed)],
    ['mail in a list', limits => written(limits.messagesListed)],
    ['further pages', limits => (limits.paging ? 'yes' : '')],
    ['lifetime in minutes', ({ lifetimeMinutes: one }) => (one ? `${one.min} to ${one.max}` : '')],
  ]
  return table(
    '',
    rows.map(([name, write]) => [name, ...columns.map(([, { limits }]) => write(limits))]),
  )
}
