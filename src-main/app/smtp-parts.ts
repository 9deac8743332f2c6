import type { Settings } from '#shared/api/settings.ts'
import { createLoginCheck } from '../settings/smtp-logins.ts'
import { createByteBudget } from '../smtp/byte-budget.ts'
import { smtpLimits } from '../smtp/limits.ts'
import { createPace } from '../smtp/pace.ts'
import { createLoginThrottle } from '../smtp/login-throttle.ts'
import type { StoreMail } from '../smtp/receive.ts'
import type { OpenNotes, SmtpCounts } from '../smtp/session-notes.ts'
import type { SmtpServerDeps } from '../smtp/smtp-server.ts'
import { createSmtpDelivery } from './smtp-delivery.ts'

type Deps = Omit<Parameters<typeof createSmtpDelivery>[0], 'settings'> & {
  ingest: StoreMail
  settings: { current: () => Settings; smtpUsers: Parameters<typeof createLoginCheck>[0] }
  sessions: { open: OpenNotes }
  isPaused: () => boolean
  counts: SmtpCounts
  now: () => number
  onError: (error: unknown) => void
}

/** What all SMTP servers share: memory for mails, tries for logins, the settings as they are at the moment. */
export function createSmtpParts({
  settings,
  sessions,
  now,
  ...deps
}: Deps): Omit<SmtpServerDeps, 'certificate' | 'tls'> {
  return {
    ...createSmtpDelivery({ ...deps, settings: settings.current, now }),
    ingest: deps.ingest,
    budget: createByteBudget(smtpLimits.bytesInFlight),
    pace: createPace(),
    loginPolicy() {
      const { 'smtp.auth': auth, 'smtp.requireTls': requireTls } = settings.current()
      return { auth, requireTls }
    },
    logins: createLoginCheck(settings.smtpUsers),
    throttle: createLoginThrottle(now),
    openNotes: sessions.open,
    isPaused: deps.isPaused,
    counts: deps.counts,
    now,
    onError: deps.onError,
  }
}
