import type { FastifyInstance } from 'fastify'
import type { MinuteMailPart } from './parts.ts'

/** At the root, without a key. */
export const health: MinuteMailPart = {
  open: ['/health', '/ready'],
  routes(app: FastifyInstance, { callAs }) {
    app.get('/health', async () => ({ ok: true }))
    app.get('/ready', async () => {
      // Asks the store, and fails when that does.
      await callAs({ kind: 'owner' }, 'getInfo')
      return { ready: true }
    })
  },
}
