import { readFileSync, globSync } from 'node:fs'
import { servedRoutes } from '#test/support/isolation/routes.ts'
import type { TestApp } from '#test/support/start-app.ts'
import type { Schema } from './example.ts'
import type { FuzzedRoute } from './make-call.ts'

type Described = {
  parameters?: { name: string; in: string; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}
type Document = {
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, Schema> }
}

/** Streams have no end that could be waited for. */
const endless = new Set(['/api/v1/events'])

/** Every route that the server answers: with what its document says, or with the words of the service that it emulates. */
export async function listRoutes(app: TestApp): Promise<FuzzedRoute[]> {
  const headers = { host: 'localhost' }
  const document = (await app.app.http.inject({ url: '/openapi.json', headers })).json<Document>()
  const described = Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, call]): FuzzedRoute => ({
      method: method.toUpperCase(),
      path: template.replace(/\{(\w+)\}/g, ':$1'),
      query: (call.parameters ?? []).filter(one => one.in === 'query'),
      body: call.requestBody?.content['application/json']?.schema,
    })),
  )
  const known = new Set(described.map(({ method, path }) => `${method} ${path}`))
  const others = servedRoutes(app)
    .filter(route => !known.has(route))
    .map(route => {
      const [method = '', path = ''] = route.split(' ')
      const fields = fieldsOf(path)
      return {
        method,
        path,
        query: fields.map(name => ({ name, schema: {} })),
        body: { type: 'object', properties: Object.fromEntries(fields.map(name => [name, {}])) },
      }
    })
  return [...described, ...others].filter(({ path }) => !endless.has(path))
}

/** The names that the code of an emulated service gives to what comes in. */
function fieldsOf(path: string): string[] {
  const service = /^\/compat\/(\w+)\//.exec(path)?.[1]
  if (service === undefined) return []
  const folder = new URL(`../../../src-main/compat/${service}/`, import.meta.url)
  const sources = globSync('**/*.ts', { cwd: folder.pathname }).map(file =>
    readFileSync(new URL(file, folder), 'utf8'),
  )
  return [
    ...new Set(
      sources.flatMap(source =>
        [...source.matchAll(/^\s*(\w{1,40}): (?:z\.|\w+\()/gm)].map(([, name]) => name!),
      ),
    ),
  ].toSorted()
}
