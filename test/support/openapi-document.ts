import { expect } from 'vitest'
import { z } from 'zod'
import type { TestApp } from './start-app.ts'

type Schema = Parameters<typeof z.fromJSONSchema>[0]
type Content = Record<string, { schema: Schema }>
type Answer = { description: string; content?: Content }
type DescribedCall = {
  operationId: string
  summary: string
  /** Left out, that of the document. */
  security?: object[]
  parameters?: { name: string; in: string; required: boolean; schema: object }[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, Answer>
}
export type Document = {
  openapi: string
  info: { title: string; version: string }
  security: object[]
  paths: Record<string, Record<string, DescribedCall>>
  components: { schemas: Record<string, Schema>; securitySchemes: object }
}

export type Described = Awaited<ReturnType<typeof readOpenApi>>

/** The document that an application serves, and calls whose answers are held against it. */
export async function readOpenApi(app: TestApp) {
  async function ask(method: string, url: string, payload?: object) {
    return app.app.http.inject({
      method: method as 'GET',
      url,
      headers: { host: 'localhost' },
      ...(payload ? { payload } : {}),
    })
  }

  const document: Document = (await ask('GET', '/openapi.json')).json()

  /** The answer's body fits the schema that the document has for this status (or for failures). */
  async function expectDescribed(method: string, template: string, url: string, payload?: object) {
    const answer = await ask(method, url, payload)
    expect(answer.statusCode, answer.body).toBeLessThan(500)
    const call = document.paths[template]![method.toLowerCase()]!
    const known = call.responses[answer.statusCode] ?? call.responses['default']
    expect(known, `${method} ${url}: ${answer.statusCode}`).toBeDefined()
    const type = String(answer.headers['content-type'] ?? '').split(';')[0]!
    if (answer.body === '') return expect(known!.content).toBeUndefined()
    if (type !== 'application/json') return expect(Object.keys(known!.content!)).toContain(type)
    const result = z.fromJSONSchema(resolve(known!.content![type]!.schema)).safeParse(answer.json())
    expect(result.error?.issues, `${method} ${url}: ${answer.body.slice(0, 300)}`).toBeUndefined()
  }

  /** The few references of the document, put in their place. */
  function resolve(schema: Schema): Schema {
    const ref = (schema as { $ref?: string }).$ref
    return ref === undefined ? schema : document.components.schemas[ref.split('/').at(-1)!]!
  }

  return { document, ask, expectDescribed }
}
