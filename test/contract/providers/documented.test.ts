import type { Capabilities } from '#shared/api/remote-capabilities.ts'
import type { ProviderChoice } from '#main/providers/create-provider.ts'
import { key, letter, type Fake } from '#test/support/providers/fake.ts'
import { fakes, nameOf } from '#test/support/providers/fakes.ts'
import { openProvider } from '#test/support/providers/open-provider.ts'
import { providerSuite, type Account } from './suite.ts'

/** Small servers made from what the services publish, and from nothing else. */
for (const { choice, start } of fakes)
  providerSuite(`documents of ${nameOf(choice)}`, capabilitiesOf(choice), async () =>
    toAccount(choice, await start()),
  )

function capabilitiesOf(choice: ProviderChoice): Capabilities {
  return openProvider({ ...choice, baseUrl: 'http://127.0.0.1', key }).capabilities
}

function toAccount(choice: ProviderChoice, fake: Fake): Account {
  return {
    provider: changes => openProvider({ ...choice, baseUrl: fake.baseUrl, key, ...changes }),
    baseUrl: fake.baseUrl,
    key,
    mailbox: fake.mailbox,
    messageId: fake.messageId,
    letter: { ...letter, from: 'verify@acme.com' },
    quota: fake.quota,
    close: () => fake.server.close(),
  }
}
