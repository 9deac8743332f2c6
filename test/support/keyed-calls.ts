import { makeKey } from './make-key.ts'
import { injectClient } from './api-client.ts'
import type { TestApp } from './start-app.ts'

type Limits = { limit: number; remaining: number; reset: number; retryAfter: number }

/** A plan, an account on it and a key of that account, made by the owner. */
export async function makeLimited(
  app: TestApp,
  limits: { requestsPerMinute?: number; burst?: number; callsPerDay?: number; callsPerMonth?: number },
) {
  const api = injectClient(app)
  const name = `limited-${(await api.call('listPlans', {})).total}`
  const plan = await api.call('createPlan', { id: name, ...limits })
  const account = await api.call('createAccount', { name, plan: plan.id })
  const { id, key } = await makeKey(app, { accountId: account.id })
  return { plan: plan.id, accountId: account.id, keyId: id, key }
}

/** Calls over TCP with a key; what the answer's headers say of limits, and null for what they do not say. */
export async function callWithKey(
  app: TestApp,
  key: string,
  path = '/api/v1/info',
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
) {
  const response = await fetch(`${app.url}${path}`, {
    ...options,
    headers: { authorization: `Bearer ${key}`, ...options.headers },
  })
  const text = await response.text()
  return { status: response.status, text, ...limitsOf(response.headers) }
}

export function limitsOf(headers: Headers): { [K in keyof Limits]: Limits[K] | null } {
  const number = (name: string) => (headers.has(name) ? Number(headers.get(name)) : null)
  return {
    limit: number('x-ratelimit-limit'),
    remaining: number('x-ratelimit-remaining'),
    reset: number('x-ratelimit-reset'),
    retryAfter: number('retry-after'),
  }
}
