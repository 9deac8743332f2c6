import { simpleParser } from 'mailparser'
import { describe, expect, test } from 'vitest'
import type { ProviderChoice } from '#main/providers/create-provider.ts'
import { nameOf } from '#test/support/providers/fakes.ts'
import { openProvider, soon } from '#test/support/providers/open-provider.ts'

type Live = { choice: ProviderChoice; baseUrl: string }

const services: Live[] = [
  { choice: { service: 'minutemail' }, baseUrl: 'https://api.minutemail.co/v1' },
  { choice: { service: 'dustmail' }, baseUrl: 'https://dustmail.net/api/v1' },
  { choice: { service: 'momail' }, baseUrl: 'https://momail.io/v1/api' },
  { choice: { service: 'mailfade' }, baseUrl: 'https://api.mailfade.dev' },
]

const env = process.env
const isCi = env.CI !== undefined && env.CI !== '' && env.CI !== 'false'

/** The real services, as one who has a key may look at them: nothing is made, changed or deleted there, in four calls at most. */
describe.each(services)('live $choice.service', ({ choice, baseUrl }) => {
  const variable = `MAYFLY_LIVE_${choice.service.toUpperCase()}_KEY`
  const key = isCi ? undefined : env[variable]
  const why = isCi ? 'not in CI' : `needs ${variable}`

  test.skipIf(!key)(`${nameOf(choice)}: what is there can be read (${why})`, async () => {
    const provider = openProvider({ ...choice, baseUrl, key: key! })
    const { abilities } = provider.capabilities
    expect(await provider.check(soon())).toMatchObject({ calls: 1 })
    if (abilities.listMailboxes !== 'yes') return
    const { value: mailboxes } = await provider.listMailboxes(soon())
    const [mailbox] = mailboxes.items
    if (!mailbox) return
    const { value: messages } = await provider.listMessages(mailbox, { limit: 1 }, soon())
    const [message] = messages.items
    if (!message) return
    const { value: mail } = await provider.fetchMessage({ id: message.id, mailbox }, soon())
    expect((await simpleParser(Buffer.from(mail.bytes))).subject ?? '').toBe(message.subject ?? '')
  })
})
