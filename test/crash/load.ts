import { asData } from '#test/support/send-mail.ts'
import { openGreeted, type SmtpSession } from '#test/support/smtp-session.ts'
import type { Ready } from './crash-server.ts'
import type { Chance, MailChoice } from './crash-mail.ts'
import type { Ledger } from './ledger.ts'

const smtpConnections = 6
const injectors = 2
/** Mails on one connection before it says goodbye. */
const mailsPerConnection = 40

type Load = { server: Ready; ledger: Ledger; chance: Chance }

/** Mail without end on several ways at once. `ended` resolves when none of them gets an answer any more. */
export function startLoad(load: Load): { ended: Promise<void> } {
  const ways = [
    ...Array.from({ length: smtpConnections }, () => untilItFails(() => sendByConnection(load))),
    ...Array.from({ length: injectors }, () => untilItFails(() => inject(load))),
  ]
  return { ended: Promise.all(ways).then(() => {}) }
}

/** Sends so many mails on one connection and waits for all answers. */
export async function sendSome(
  { server, ledger }: Pick<Load, 'server' | 'ledger'>,
  count: number,
  choice?: MailChoice,
): Promise<void> {
  const session = await openGreeted(server.smtpPort)
  for (let n = 0; n < count; n++) await sendOne(session, ledger, choice)
  await session.quit()
}

async function untilItFails(work: () => Promise<void>): Promise<void> {
  try {
    for (;;) await work()
  } catch {
    // The server is gone: that is what a round is about.
  }
}

async function sendByConnection({ server, ledger, chance }: Load): Promise<void> {
  const session = await openGreeted(server.smtpPort)
  const mails = 1 + chance.below(mailsPerConnection)
  for (let n = 0; n < mails; n++) await sendOne(session, ledger)
  await session.quit()
}

async function sendOne(session: SmtpSession, ledger: Ledger, choice?: MailChoice): Promise<void> {
  const { raw, entry } = ledger.next(choice)
  await session.envelope('load@crash.test', ...entry.recipients)
  const reply = await session.data(asData(raw))
  entry.fate = reply.startsWith('250') ? 'acknowledged' : 'refused'
}

/** An injected mail is for the one mailbox of the address, whoever else it names. */
async function inject({ server, ledger }: Load): Promise<void> {
  const { raw, entry } = ledger.next()
  entry.recipients.splice(1)
  const response = await fetch(`${server.url}/api/v1/mailboxes/${entry.recipients[0]}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body: new Uint8Array(raw),
  })
  entry.fate = response.status === 201 ? 'acknowledged' : 'refused'
}
