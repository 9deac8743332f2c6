import type { Capabilities } from '#shared/api/remote-capabilities.ts'

/** All but what is the owner's; without a key one is the owner of a Mayfly that is open. */
export function mayflyCapabilities(hasKey: boolean): Capabilities {
  const owners = hasKey ? 'ownerOnly' : 'yes'
  return {
    abilities: {
      listMailboxes: 'yes',
      listArchivedMailboxes: 'yes',
      createMailbox: 'yes',
      chooseLocalPart: 'yes',
      chooseDomain: 'yes',
      chooseLifetime: 'yes',
      permanentMailbox: 'yes',
      deleteMailbox: 'yes',
      archiveMailbox: 'yes',
      reactivateMailbox: 'yes',
      listMessages: 'yes',
      listAllMessages: 'yes',
      messagesSince: 'yes',
      fetchMessage: 'yes',
      rawSource: 'yes',
      html: 'yes',
      attachments: 'yes',
      deleteMessage: 'yes',
      search: 'yes',
      listKeys: owners,
      createKey: owners,
      deleteKey: owners,
      buyKey: 'absent',
      listDomains: 'yes',
      createDomain: 'yes',
      verifyDomain: owners,
      deleteDomain: 'yes',
      liveEvents: 'yes',
    },
    byPlan: ['permanentMailbox'],
    localPartNeeded: false,
    limits: {
      callsPerDay: null,
      callsPerMinute: null,
      dayBeginsAt: 0,
      countsInMailboxList: true,
      wholeMailInList: false,
      mailboxesListed: null,
      messagesListed: 200,
      paging: true,
      lifetimeMinutes: null,
    },
  }
}
