import { createByteBudget } from '#main/smtp/byte-budget.ts'
import { loadCertificate } from '#main/smtp/certificate.ts'
import { createPace } from '#main/smtp/pace.ts'
import { uncounted } from '#main/smtp/session-notes.ts'
import { createSmtpServer, type SmtpServerDeps } from '#main/smtp/smtp-server.ts'

/** The SMTP server alone, which takes every mail and stores none; for bounds that the whole application has too large. */
export async function startSmtpServer(changes: Partial<SmtpServerDeps>) {
  const server = createSmtpServer({
    certificate: await loadCertificate(null, Date.now()),
    tls: 'none',
    openNotes: () => ({ client() {}, server() {}, accepted() {}, ended() {} }),
    counts: uncounted,
    isPaused: () => false,
    loginPolicy: () => ({ auth: 'any', requireTls: false }),
    logins: { isRemembered: () => true, isGood: async () => true },
    throttle: { take: () => 0, giveBack: () => {} },
    routeOf: async () => ({ kind: 'recipients', accountId: null }),
    checkRecipient: async () => ({ refusal: undefined, limit: undefined }),
    ingest: async ({ raw }) => ({ deliveries: [{ id: String(raw.length) }] }),
    budget: createByteBudget(1_000_000),
    pace: createPace(),
    now: Date.now,
    onError(error) {
      throw error
    },
    ...changes,
  })
  return { port: await server.start(0, '127.0.0.1'), stop: () => server.stop() }
}
