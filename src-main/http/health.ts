import type { FastifyInstance } from 'fastify'
import type { AppError } from '#shared/api/errors.ts'

export type HealthDeps = {
  /** Why no mail can come in, if so. */
  notReady: () => Promise<AppError | undefined>
  /** What does not work right now, in words. */
  problems: () => string[]
}

/** For supervisors and CI: `/health` says that the process answers and what is wrong, `/ready` that mail can come in. */
export function healthRoutes(app: FastifyInstance, { notReady, problems }: HealthDeps): void {
  app.get('/health', async () => {
    const wrong = problems()
    return wrong.length === 0 ? { status: 'ok' } : { status: 'impaired', problems: wrong }
  })
  app.get('/ready', async () => {
    const reason = await notReady()
    if (reason !== undefined) throw reason
    return { status: 'ready' }
  })
}
