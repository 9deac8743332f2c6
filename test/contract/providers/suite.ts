import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Ability, Capabilities } from '#shared/api/remote-capabilities.ts'
import type { MailboxRef, Provider, Quota } from '#main/providers/provider.ts'
import { soon } from '#test/support/providers/open-provider.ts'

/** An account with one mailbox, and with one mail in it. */
export type Account = {
  /** As it is, or with another key or address. */
  provider(changes?: { key?: string; baseUrl?: string }): Provider
  baseUrl: string
  key: string
  mailbox: MailboxRef
  messageId: string
  letter: { from: string; subject: string; text: string; html: string }
  quota?: Quota
  close(): Promise<void>
}

/** What holds for every service, wherever it is: against what is documented, against our own, and live. */
export function providerSuite(name: string, capabilities: Capabilities, open: () => Promise<Account>): void {
  const can = (ability: Ability) => capabilities.abilities[ability] === 'yes'
  /** What a service cannot do is no test of its own: that it is refused is one, for all of it. */
  const whenIt =
    (...abilities: Ability[]) =>
    (title: string, check: () => Promise<void>) => {
      if (abilities.every(can)) test(title, check)
    }

  describe(name, () => {
    let account: Account
    let provider: Provider
    beforeAll(async () => {
      account = await open()
      provider = account.provider()
    }, 30_000)
    afterAll(() => account.close())
    const message = () => ({ id: account.messageId, mailbox: account.mailbox })

    test('declares what the suite was told', () => {
      expect(provider.capabilities).toEqual(capabilities)
    })

    test('an account that is right is found right with one call', async () => {
      expect(await provider.check(soon())).toMatchObject({ calls: 1 })
    })

    test('a wrong key is told apart, and not repeated', async () => {
      const wrong = `${account.key.slice(0, -4)}0000`
      const failure = await failureOf(account.provider({ key: wrong }))
      expect(failure).toMatchObject({ name: 'ProviderError', kind: 'wrongKey', calls: 1 })
      expect(everythingIn(failure)).not.toContain(wrong.slice(0, 12))
    })

    test('a wrong address is told apart', async () => {
      const failure = await failureOf(account.provider({ baseUrl: `${account.baseUrl}/nowhere` }))
      expect(failure).toMatchObject({ kind: 'wrongUrl' })
    })

    test('what it cannot do is refused without a call', async () => {
      const all: Partial<Record<Ability, () => Promise<unknown>>> = {
        listMailboxes: () => provider.listMailboxes(soon()),
        listArchivedMailboxes: () => provider.listArchivedMailboxes(soon()),
        createMailbox: () => provider.createMailbox({}, soon()),
        deleteMailbox: () => provider.deleteMailbox(account.mailbox, soon()),
        archiveMailbox: () => provider.archiveMailbox(account.mailbox, soon()),
        reactivateMailbox: () => provider.reactivateMailbox(account.mailbox, undefined, soon()),
        listMessages: () => provider.listMessages(account.mailbox, {}, soon()),
        listAllMessages: () => provider.listMessages('all', {}, soon()),
        fetchMessage: () => provider.fetchMessage(message(), soon()),
        deleteMessage: () => provider.deleteMessage(message(), soon()),
        search: () => provider.search({ text: 'x' }, soon()),
        listKeys: () => provider.listKeys(soon()),
        createKey: () => provider.createKey({ name: 'x', expiresInDays: null }, soon()),
        deleteKey: () => provider.deleteKey('x', soon()),
        buyKey: () => provider.buyKey({ plan: 'dev', rail: 'stripe' }, soon()),
        listDomains: () => provider.listDomains(soon()),
        createDomain: () => provider.createDomain('x.example', soon()),
        verifyDomain: () => provider.verifyDomain('x', soon()),
        deleteDomain: () => provider.deleteDomain('x', soon()),
        liveEvents: () => provider.liveEvents({ onEvent: () => undefined }, soon()),
      }
      for (const [ability, call] of Object.entries(all)) {
        if (can(ability as Ability)) continue
        await expect(call(), ability).rejects.toMatchObject({ kind: 'unsupported', calls: 0 })
      }
    })

    whenIt('listMailboxes')('mailboxes are listed, with counts where it has them', async () => {
      const { value, calls, quota } = await provider.listMailboxes(soon())
      const own = value.items.find(({ id }) => id === account.mailbox.id)
      expect(own).toMatchObject({ address: account.mailbox.address, archived: false })
      expect(own!.messageCount === null).toBe(!capabilities.limits.countsInMailboxList)
      expect({ calls, complete: value.complete }).toEqual({ calls: 1, complete: true })
      if (account.quota) expect(quota).toEqual(account.quota)
    })

    whenIt('listMessages')('messages of a mailbox are listed', async () => {
      const { value } = await provider.listMessages(account.mailbox, {}, soon())
      expect(value.complete).toBe(true)
      expect(value.items).toHaveLength(1)
      const [listed] = value.items
      expect(listed).toMatchObject({
        id: account.messageId,
        mailboxId: account.mailbox.id,
        subject: account.letter.subject,
      })
      expect(listed!.from).toContain(account.letter.from)
      expect(listed!.receivedAt).toBeGreaterThan(Date.UTC(2026, 0))
      if (capabilities.limits.wholeMailInList) expect(listed!.mail).not.toBeNull()
      // What a list brings is what fetching would bring.
      if (listed!.mail) expect((await provider.fetchMessage(message(), soon())).value).toEqual(listed!.mail)
    })

    whenIt('listAllMessages')('messages of all mailboxes are listed', async () => {
      const { value } = await provider.listMessages('all', {}, soon())
      expect(value.items.find(({ id }) => id === account.messageId)).toMatchObject({
        mailboxId: account.mailbox.id,
      })
    })

    whenIt('messagesSince')('what was seen is not listed again', async () => {
      const first = await provider.listMessages(account.mailbox, {}, soon())
      const again = await provider.listMessages(account.mailbox, { since: first.value.next! }, soon())
      expect(again.value).toEqual({ items: [], complete: false, next: first.value.next })
    })

    whenIt('fetchMessage')('a mail can be read, and is the same each time', async () => {
      const { value } = await provider.fetchMessage(message(), soon())
      const mail = await simpleParser(Buffer.from(value.bytes))
      expect(mail.subject).toBe(account.letter.subject)
      expect(mail.from?.text).toContain(account.letter.from)
      expect(`${mail.text} ${mail.html}`).toContain('482913')
      expect(value.origin).toBe(can('rawSource') ? 'raw' : 'composed')
      expect(value.missing.length === 0).toBe(can('rawSource'))
      expect((await provider.fetchMessage(message(), soon())).value).toEqual(value)
    })

    whenIt('search')('mail is found', async () => {
      const { value } = await provider.search({ text: 'verify' }, soon())
      expect(value.map(({ id }) => id)).toContain(account.messageId)
    })

    whenIt('listKeys', 'createKey')('keys are made, listed and deleted', async () => {
      const { value: made } = await provider.createKey({ name: 'From the suite', expiresInDays: 30 }, soon())
      expect(made.secret.length).toBeGreaterThan(12)
      expect(made.key).toMatchObject({ name: 'From the suite' })
      const { value: listed } = await provider.listKeys(soon())
      expect(listed.map(({ id }) => id)).toContain(made.key.id)
      expect(JSON.stringify(listed)).not.toContain(made.secret)
      await provider.deleteKey(made.key.id, soon())
    })

    whenIt('listDomains', 'createDomain')('domains are claimed and listed', async () => {
      const { value: made } = await provider.createDomain('mail.example', soon())
      expect(made).toMatchObject({ name: 'mail.example', verified: false })
      expect((await provider.listDomains(soon())).value.map(({ id }) => id)).toContain(made.id)
      if (can('verifyDomain') && isFake(name))
        expect((await provider.verifyDomain(made.id, soon())).value).toMatchObject({ verified: true })
      if (can('deleteDomain')) await provider.deleteDomain(made.id, soon())
    })

    whenIt('createMailbox')('a mailbox is made', async () => {
      const wish = capabilities.localPartNeeded ? { localPart: 'made-by-suite' } : {}
      const { value } = await provider.createMailbox(wish, soon())
      expect(value.address).toMatch(/^[^@]+@[^@]+\.[a-z]+$/)
      expect(value).toMatchObject({ archived: false })
      expect(value.id).not.toBe(account.mailbox.id)
    })

    whenIt('buyKey')('a key can be bought in the browser', async () => {
      const { value } = await provider.buyKey({ plan: 'dev', rail: 'stripe' }, soon())
      expect(value.checkoutUrl).toMatch(/^https?:\/\//)
      expect(await provider.keyPurchase(value.invoiceId, soon())).toMatchObject({ calls: 1 })
    })

    whenIt('archiveMailbox', 'reactivateMailbox')('a mailbox is archived and comes back', async () => {
      const { value: made } = await provider.createMailbox({ recoverable: true, tag: 'kept' }, soon())
      const target = isFake(name) ? account.mailbox : made
      await provider.archiveMailbox(target, soon())
      const { value } = await provider.listArchivedMailboxes(soon())
      const archived = isFake(name)
        ? value.items[0]
        : value.items.find(({ address }) => address === made.address)
      expect(archived).toMatchObject({ archived: true })
      const back = await provider.reactivateMailbox(archived!, 10, soon())
      expect(back.value).toMatchObject({ address: archived!.address, archived: false })
    })

    whenIt('deleteMessage')('a message is deleted', async () => {
      await provider.deleteMessage(message(), soon())
    })

    whenIt('deleteMailbox')('a mailbox is deleted', async () => {
      await provider.deleteMailbox(account.mailbox, soon())
    })

    test('an abort ends a call with its reason', async () => {
      const reason = new Error('closed')
      await expect(provider.check(AbortSignal.abort(reason))).rejects.toBe(reason)
    })
  })
}

/** A fake keeps nothing: what was made there is not listed. */
const isFake = (name: string) => name.startsWith('documents')

async function failureOf(provider: Provider): Promise<Error> {
  return provider.check(soon()).then(
    () => Promise.reject(new Error('It was found right.')),
    (error: Error) => error,
  )
}

function everythingIn(error: Error): string {
  return JSON.stringify({ ...error, message: error.message, stack: error.stack, cause: String(error.cause) })
}
