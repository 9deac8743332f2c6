import type { FastifyInstance } from 'fastify'
import { AppError } from '#shared/api/errors.ts'

/** For supervisors and CI: `/health` says that the process answers, `/ready` that mail can come in. */
export function healthRoutes(
  app: FastifyInstance,
  { notReady }: { notReady: () => string | undefined },
): void {
  app.get('/health', async () => ({ status: 'ok' }))
  app.get('/ready', async () => {
    const reason = notReady()
    if (reason !== undefined) throw new AppError('unavailable', reason)
    return { status: 'ready' }
  })
}
