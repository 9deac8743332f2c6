import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiPrefix } from '#shared/api/contract.ts'

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

/**
 * What the list waits for, in the very words in which the window asks: a browser that is told so fetches it while the
 * window's script is still on the way. Not all that the window asks, for the script is to come at once as well.
 */
const firstCalls = ['session', 'messages?limit=100']
const askEarly = firstCalls
  .map(call => `<${apiPrefix}/${call}>; rel=preload; as=fetch; crossorigin`)
  .join(', ')

type Deps = {
  dir: string
  /** Whether the window will get answers to its calls, and asks for them by HTTP. */
  mayAsk: (request: FastifyRequest) => boolean
}

/** The built web UI. Its own addresses live behind the `#`, so every path here is a file. */
export async function staticUi(app: FastifyInstance, { dir, mayAsk }: Deps): Promise<void> {
  if (!existsSync(join(dir, 'index.html'))) return
  await app.register(fastifyStatic, {
    root: dir,
    preCompressed: true,
    // Built files carry a hash in their name; the start page must always be fresh.
    setHeaders(reply, path) {
      reply.header('content-security-policy', uiPolicy)
      if (path.endsWith('index.html') && mayAsk(reply.request)) reply.header('link', askEarly)
      reply.header(
        'cache-control',
        path.includes('assets') ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
}
