import type { TestApp } from '../start-app.ts'
import type { Route } from './routes.ts'
import { sampleOf } from './samples.ts'

/** Another machine, where nobody is the owner without saying so. */
export const elsewhere = '192.0.2.1'

export type Answer = { status: number; text: string; asked: string }

/** The fields that are sent with every call of a route. */
function usualFields({ name, query, body }: Route): Record<string, unknown> {
  const samples = [...query, ...body].map(field => [field, sampleOf(name, field)?.always] as const)
  return Object.fromEntries(samples.filter(([, value]) => value !== undefined))
}

type Sent = { params?: string[]; fields?: Record<string, unknown>; key?: string | undefined }

/** Calls a route from another machine, with a key or as nobody. `params` stand in the order of the path. */
export async function callRoute(
  app: TestApp,
  route: Route,
  { params = [], fields = {}, key }: Sent,
): Promise<Answer> {
  const rest = [...params]
  const path = route.path.replace(/:\w+/g, () => encodeURIComponent(rest.shift()!))
  const sent = { ...usualFields(route), ...fields }
  const inQuery = Object.entries(sent).filter(([field]) => route.query.includes(field))
  const search = new URLSearchParams(inQuery.map(([field, value]) => [field, String(value)]))
  const payload = Object.fromEntries(Object.entries(sent).filter(([field]) => route.body.includes(field)))
  const url = search.size === 0 ? path : `${path}?${search}`
  const answer = await app.app.http.inject({
    method: route.method as 'GET',
    url,
    headers: { host: 'localhost', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
    remoteAddress: elsewhere,
    ...(route.body.length > 0 ? { payload } : {}),
  })
  return { status: answer.statusCode, text: answer.body, asked: JSON.stringify([params, fields]) }
}
