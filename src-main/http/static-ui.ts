import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** What the UI's own pages may do. Mail is shown in a frame that brings a stricter policy of its own. */
const uiPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "frame-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The built web UI. Its own addresses live behind the `#`, so every path here is a file. */
export async function staticUi(app: FastifyInstance, dir: string): Promise<void> {
  if (!existsSync(join(dir, 'index.html'))) return
  await app.register(fastifyStatic, {
    root: dir,
    preCompressed: true,
    // Built files carry a hash in their name; the start page must always be fresh.
    setHeaders(reply, path) {
      reply.header('content-security-policy', uiPolicy)
      reply.header(
        'cache-control',
        path.includes('assets') ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
}
