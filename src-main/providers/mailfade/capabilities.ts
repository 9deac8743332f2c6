import type { Capabilities } from '#shared/api/remote-capabilities.ts'

/** As its API page says: without a key text only, and a hundred calls a day for each address on the internet. */
export function mailfadeCapabilities(hasKey: boolean): Capabilities {
  const withKey = hasKey ? 'yes' : 'needsKey'
  return {
    abilities: {
      listMailboxes: 'implicit',
      listArchivedMailboxes: 'undocumented',
      createMailbox: 'implicit',
      chooseLocalPart: 'implicit',
      chooseDomain: 'implicit',
      chooseLifetime: 'absent',
      permanentMailbox: 'absent',
      deleteMailbox: 'implicit',
      archiveMailbox: 'undocumented',
      reactivateMailbox: 'undocumented',
      listMessages: 'yes',
      listAllMessages: 'undocumented',
      messagesSince: 'yes',
      fetchMessage: 'yes',
      rawSource: withKey,
      html: withKey,
      attachments: withKey,
      deleteMessage: 'undocumented',
      search: 'undocumented',
      listKeys: 'undocumented',
      createKey: 'absent',
      deleteKey: 'undocumented',
      buyKey: 'yes',
      listDomains: 'undocumented',
      createDomain: 'undocumented',
      verifyDomain: 'undocumented',
      deleteDomain: 'undocumented',
      liveEvents: 'undocumented',
    },
    byPlan: [],
    localPartNeeded: true,
    limits: {
      // With a key it is a budget of the month, of which only the answers tell the size.
      callsPerDay: hasKey ? null : 100,
      callsPerMinute: null,
      dayBeginsAt: hasKey ? null : 0,
      countsInMailboxList: false,
      wholeMailInList: false,
      mailboxesListed: null,
      messagesListed: 50,
      paging: false,
      lifetimeMinutes: null,
    },
  }
}
