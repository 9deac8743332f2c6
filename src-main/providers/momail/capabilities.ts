import type { Capabilities } from '#shared/api/remote-capabilities.ts'

const shared = {
  byPlan: [],
  localPartNeeded: true,
  limits: {
    callsPerDay: 1000,
    callsPerMinute: 20,
    dayBeginsAt: null,
    countsInMailboxList: false,
    wholeMailInList: false,
    mailboxesListed: null,
    messagesListed: 100,
    paging: true,
    lifetimeMinutes: null,
  },
} satisfies Partial<Capabilities>

/** As docs.momail.io says; limits are those of the free plan on the older pages. */
export const momailCapabilities: Capabilities = {
  ...shared,
  abilities: {
    listMailboxes: 'yes',
    listArchivedMailboxes: 'undocumented',
    createMailbox: 'yes',
    chooseLocalPart: 'yes',
    chooseDomain: 'yes',
    chooseLifetime: 'absent',
    permanentMailbox: 'yes',
    deleteMailbox: 'yes',
    archiveMailbox: 'undocumented',
    reactivateMailbox: 'undocumented',
    listMessages: 'yes',
    listAllMessages: 'yes',
    messagesSince: 'undocumented',
    fetchMessage: 'yes',
    rawSource: 'yes',
    html: 'yes',
    attachments: 'yes',
    deleteMessage: 'undocumented',
    search: 'yes',
    listKeys: 'yes',
    createKey: 'yes',
    deleteKey: 'yes',
    buyKey: 'websiteOnly',
    listDomains: 'websiteOnly',
    createDomain: 'websiteOnly',
    verifyDomain: 'websiteOnly',
    deleteDomain: 'websiteOnly',
    liveEvents: 'undocumented',
  },
}

/** As momail-docs.pages.dev says: keys, domains and search; mailboxes came with the current generation. */
export const momailOldCapabilities: Capabilities = {
  ...shared,
  abilities: {
    ...momailCapabilities.abilities,
    listMailboxes: 'otherGeneration',
    createMailbox: 'otherGeneration',
    chooseLocalPart: 'otherGeneration',
    chooseDomain: 'otherGeneration',
    permanentMailbox: 'otherGeneration',
    deleteMailbox: 'otherGeneration',
    listMessages: 'otherGeneration',
    listAllMessages: 'otherGeneration',
    fetchMessage: 'otherGeneration',
    rawSource: 'otherGeneration',
    html: 'otherGeneration',
    attachments: 'otherGeneration',
    listDomains: 'yes',
    createDomain: 'yes',
    verifyDomain: 'yes',
    deleteDomain: 'undocumented',
  },
}
