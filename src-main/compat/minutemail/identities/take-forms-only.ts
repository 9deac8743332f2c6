import type { FastifyInstance } from 'fastify'
import type { Parameters } from './parameters.ts'

/** Bodies are forms (application/x-www-form-urlencoded), as OAuth has them, and nothing else. */
export function takeFormsOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, parseForm(String(body))),
  )
}

/** A field that comes twice becomes a list. */
function parseForm(text: string): Parameters {
  const form: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>
  for (const [name, value] of new URLSearchParams(text))
    form[name] = name in form ? [form[name]!, value].flat() : value
  return form
}
