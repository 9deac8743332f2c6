import { apiPrefix, contract } from '#shared/api/contract.ts'
import type { Access, Operation } from '#shared/api/operation.ts'
import type { TestApp } from '../start-app.ts'

/** A way in: an operation of the contract, or what only the OpenAPI document has (bytes, events, metrics). */
export type Route = {
  name: string
  method: string
  /** With its parameters as `:name`. */
  path: string
  access: Access
  /** As `mailboxes/:idOrAddress`: the same name means something else behind another noun. */
  params: string[]
  query: string[]
  body: string[]
}

type Described = {
  operationId: string
  security?: unknown[]
  parameters?: { name: string; in: string }[]
  requestBody?: { content: Record<string, { schema: { properties?: object } }> }
}

/** Every route that the server says it has. */
export async function allRoutes(app: TestApp): Promise<Route[]> {
  const fromContract = Object.entries<Operation>(contract).map(([name, operation]): Route => ({
    name,
    method: operation.method,
    path: `${apiPrefix}${operation.path}`,
    access: operation.access,
    params: paramsOf(operation.path),
    query: Object.keys(operation.query.shape),
    body: Object.keys(operation.body.shape),
  }))
  const known = new Set(fromContract.map(({ name }) => name))
  return [...fromContract, ...(await documented(app)).filter(({ name }) => !known.has(name))]
}

async function documented(app: TestApp): Promise<Route[]> {
  const { paths } = (await (await fetch(`${app.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Described>>
  }
  return Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, call]): Route => {
      const path = template.replace(/\{(\w+)\}/g, ':$1')
      const named = (place: string) =>
        (call.parameters ?? []).filter(one => one.in === place).map(one => one.name)
      return {
        name: call.operationId,
        method: method.toUpperCase(),
        path,
        access: accessOf(call),
        params: paramsOf(path),
        query: named('query'),
        body: Object.keys(call.requestBody?.content['application/json']?.schema.properties ?? {}),
      }
    }),
  )
}

function accessOf({ security }: Described): Access {
  if (security === undefined) return 'key'
  if (security.length === 0) return 'public'
  return security.some(way => 'bearer' in (way as object)) ? 'key' : 'owner'
}

const paramsOf = (path: string): string[] => [...path.matchAll(/([\w-]+\/:\w+)/g)].map(([param]) => param)

/**
 * What the server really answers, read from its router: `GET /api/v1/messages/:id`, sorted. Without the wildcards, by which
 * a service says that there is nothing at a path.
 */
export function servedRoutes(app: TestApp): string[] {
  const above: string[] = []
  const tree = app.app.http.printRoutes({ commonPrefix: false }).trimEnd().split('\n')
  return tree
    .flatMap(line => {
      const [, indent, part, methods] = /^((?:[│ ] {3})*)[├└]── (\S+) \((.+)\)$/.exec(line) ?? []
      if (part === undefined) throw new Error(`Not a line of the routes: ${line}`)
      const depth = indent!.length / 4
      above.splice(depth, above.length, part)
      const path = above.join('')
      return methods!.split(', ').map(method => `${method} ${path}`)
    })
    .filter(route => !route.startsWith('HEAD ') && !route.endsWith(' *'))
    .toSorted()
}
