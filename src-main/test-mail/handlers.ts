import { toTimestamp } from '#shared/api/fields.ts'
import type { Handlers } from '#shared/api/handler.ts'
import type { Info } from '#shared/api/system.ts'
import { failedStep } from './failed-step.ts'
import { writeLetter } from './letter.ts'
import { sendOverSmtp } from './send-over-smtp.ts'

type Deps = {
  state: () => Pick<Info, 'host' | 'smtpPort' | 'smtpsPort' | 'problems'>
  settings: () => { defaultDomain: string; 'smtp.requireTls': boolean }
  now: () => number
}

/** The id that a 250 names. */
const storedAs = /stored as ([0-9a-f-]{36})/

export function createTestMailHandlers({ state, settings, now }: Deps): Handlers<'sendTestMail'> {
  return {
    async sendTestMail({ to, user, password }) {
      const { host, smtpPort, smtpsPort, problems } = state()
      const { defaultDomain, 'smtp.requireTls': requireTls } = settings()
      const port = smtpPort ?? smtpsPort
      const report = {
        to: to ?? `hello@${defaultDomain}`,
        host: reachable(host),
        port,
        at: toTimestamp(now()),
        messageId: null,
        dialogue: [],
      }
      if (port === null) {
        const problem = problems[0] ?? 'SMTP is not listening.'
        return { ...report, delivered: false, failedStep: 'connect' as const, problem }
      }
      const { dialogue, response, error } = await sendOverSmtp({
        host: report.host,
        port,
        tls: smtpPort === null ? 'implicit' : requireTls ? 'starttls' : 'none',
        login: user === undefined ? undefined : { user, password: password ?? '' },
        letter: writeLetter({ to: report.to, domain: defaultDomain }),
      })
      if (error)
        return {
          ...report,
          dialogue,
          delivered: false,
          failedStep: failedStep(error, dialogue),
          problem: error.response ?? error.message,
        }
      const messageId = storedAs.exec(response ?? '')?.[1] ?? null
      return { ...report, dialogue, delivered: true, failedStep: null, problem: null, messageId }
    },
  }
}

/** Whoever listens on all addresses is reached at the local one. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  return host === '::' ? '::1' : host
}
