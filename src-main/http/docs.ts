import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { openApiDocument } from './openapi.ts'
import { docsPage, docsStyle } from './docs-page.ts'

/** `/openapi.json` and a reference for people at `/docs`, both from the contract; made when first asked for. */
export function docsRoutes(app: FastifyInstance, version: string): void {
  let document: Record<string, unknown> | undefined
  let page: string | undefined
  const load = () => (document ??= openApiDocument(version))
  const styleHash = createHash('sha256').update(docsStyle).digest('base64')

  app.get('/openapi.json', async () => load())
  app.get('/docs', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header(
        'content-security-policy',
        `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'`,
      )
      .send((page ??= docsPage(load()))),
  )
}
