import { apiPrefix } from '#shared/api/links.ts'
import type { Route } from '#shared/api/routes.ts'

export type HttpRequest = { url: string; method: string; body: string | undefined }

/** Puts each part of a flat input where the operation says that it travels. */
export function buildRequest(route: Route, input: Record<string, unknown>): HttpRequest {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input[name])))
  const query = new URLSearchParams(given(route.query, input).map(([name, value]) => [name, asText(value)]))
  const body = Object.fromEntries(given(route.body, input))
  return {
    url: apiPrefix + path + (query.size > 0 ? `?${query}` : ''),
    method: route.method,
    body: route.body.length > 0 ? JSON.stringify(body) : undefined,
  }
}

function given(names: string[], input: Record<string, unknown>): [string, unknown][] {
  return names.filter(name => input[name] !== undefined).map(name => [name, input[name]])
}

function asText(value: unknown): string {
  return typeof value === 'boolean' ? String(Number(value)) : String(value)
}
