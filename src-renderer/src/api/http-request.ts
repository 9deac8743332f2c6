import { apiPrefix } from '#shared/api/contract.ts'
import type { Operation } from '#shared/api/operation.ts'

export type HttpRequest = { url: string; method: string; body: string | undefined }
type Route = Pick<Operation, 'method' | 'path' | 'params' | 'query' | 'body'>

/** Puts each part of a flat input where the operation says that it travels. */
export function buildRequest(route: Route, input: Record<string, unknown>): HttpRequest {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input[name])))
  const query = new URLSearchParams(given(route.query, input).map(([name, value]) => [name, asText(value)]))
  const body = Object.fromEntries(given(route.body, input))
  const takesBody = Object.keys(route.body.shape).length > 0
  return {
    url: apiPrefix + path + (query.size > 0 ? `?${query}` : ''),
    method: route.method,
    body: takesBody ? JSON.stringify(body) : undefined,
  }
}

function given(part: Operation['query'], input: Record<string, unknown>): [string, unknown][] {
  return Object.keys(part.shape)
    .filter(name => input[name] !== undefined)
    .map(name => [name, input[name]])
}

function asText(value: unknown): string {
  return typeof value === 'boolean' ? String(Number(value)) : String(value)
}
