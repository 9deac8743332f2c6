import { afterAll, beforeAll } from 'vitest'
import { compatPath } from '#shared/api/compat.ts'
import type { RemoteService } from '#shared/api/remote-capabilities.ts'
import type { ProviderChoice } from '#main/providers/create-provider.ts'
import type { MailboxRef } from '#main/providers/provider.ts'
import { makeServiceKey } from '#test/support/compat.ts'
import { makeKey } from '#test/support/make-key.ts'
import { letter } from '#test/support/providers/fake.ts'
import { nameOf } from '#test/support/providers/fakes.ts'
import { openProvider, soon } from '#test/support/providers/open-provider.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'
import { providerSuite, type Account } from './suite.ts'

type Own = {
  choice: ProviderChoice
  path: string
  plan: string
  /** How one gets to an address that takes mail. */
  address: 'made' | { id: string; address: string }
}

const own: Own[] = [
  {
    choice: { service: 'minutemail' },
    path: `${compatPath('minutemail')}/v1`,
    plan: 'team',
    address: 'made',
  },
  {
    choice: { service: 'dustmail' },
    path: `${compatPath('dustmail')}/api/v1`,
    plan: 'dustmail-premium',
    address: 'made',
  },
  {
    choice: { service: 'momail' },
    path: `${compatPath('momail')}/v1/api`,
    plan: 'momail-pro',
    address: 'made',
  },
  {
    choice: { service: 'mailfade' },
    path: compatPath('mailfade'),
    plan: 'mailfade-dev',
    address: { id: 'pw-99@mailfade.dev', address: 'pw-99@mailfade.dev' },
  },
  { choice: { service: 'mayfly' }, path: '', plan: 'unlimited', address: 'made' },
]

/** The first start of a run compiles the application. */
const startMs = 30_000
let app: TestApp
beforeAll(async () => {
  app = await startApp({ starttls: false })
}, startMs)
afterAll(() => app.stop())

/** Our own emulations, and our own API, over real HTTP, with mail that came by SMTP. */
for (const one of own)
  providerSuite(
    `own ${nameOf(one.choice)}`,
    openProvider({ ...one.choice, baseUrl: 'http://127.0.0.1', key: 'x' }).capabilities,
    () => openAccount(one),
  )

async function openAccount({ choice, path, plan, address }: Own): Promise<Account> {
  const key = await keyFor(choice.service, plan)
  const baseUrl = `${app.url}${path}`
  const open = (changes = {}) => openProvider({ ...choice, baseUrl, key, ...changes })
  const provider = open()
  const mailbox: MailboxRef =
    address === 'made'
      ? (await provider.createMailbox(choice.service === 'momail' ? { localPart: 'first.box' } : {}, soon()))
          .value
      : address
  await sendMail(app.smtpPort, { ...letter, to: mailbox.address })
  const { value } = await provider.listMessages(mailbox, {}, soon())
  return {
    provider: open,
    baseUrl,
    key,
    mailbox,
    messageId: value.items[0]!.id,
    letter: { ...letter, from: 'verify@acme.com' },
    close: () => Promise.resolve(),
  }
}

async function keyFor(service: RemoteService, plan: string): Promise<string> {
  return service === 'mayfly' ? (await makeKey(app)).key : (await makeServiceKey(app, service, plan)).key
}
