import type { z } from 'zod'
import { Failure as DustMailFailure } from '#main/compat/dustmail/schema.ts'
import { Failure as MailfadeFailure } from '#main/compat/mailfade/schema.ts'
import { Failure as MinuteMailFailure } from '#main/compat/minutemail/schema.ts'
import { Failure as MoMailFailure } from '#main/compat/momail/schema.ts'
import { compatPath, type HostedService } from '#shared/api/compat.ts'
import type { Call } from '#shared/api/contract.ts'
import { injectClient } from './api-client.ts'
import { createHandClock } from './hand-clock.ts'
import { makeKey } from './make-key.ts'
import { startApp, type TestApp } from './start-app.ts'

/** What is said of each service in the tests that all of them go through: see contract/compat/every-service.test.ts. */
type Expected = {
  /** Every failure, parsed from JSON; a text stands for one of text/plain. */
  failure: z.ZodType
  /** What another status than the usual one is for. */
  statuses?: { expired?: number; revoked?: number }
  /** Routes that need no key, as `GET /inbox/:address`, relative to the prefix. */
  open?: string[]
  /** Routes that take no key at all; what they do take, their own tests see. */
  public?: string[]
}

export const expected: Partial<Record<HostedService, Expected>> = {
  dustmail: { failure: DustMailFailure },
  momail: { failure: MoMailFailure, open: ['GET /v1/api/health'] },
  minutemail: {
    failure: MinuteMailFailure,
    open: ['GET /health', 'GET /ready', 'GET /oauth/authorize', 'POST /oauth/authorize'],
    public: [
      'GET /.well-known/openid-configuration',
      'GET /jwks',
      'GET /oauth/userinfo',
      'POST /oauth/userinfo',
      'POST /oauth/token',
    ],
  },
  mailfade: {
    failure: MailfadeFailure,
    statuses: { expired: 402, revoked: 402 },
    open: [
      'GET /inbox/:address',
      'GET /inbox/*',
      'GET /message/:id',
      'POST /keys',
      'GET /keys/:invoiceId',
      'GET /checkout/:invoiceId',
      'POST /checkout/:invoiceId',
    ],
  },
}

/** An application with a clock that only moves by hand. */
export async function startCompat(changes: Parameters<typeof startApp>[0] = {}) {
  const clock = createHandClock()
  const app = await startApp({ now: clock.now, ...changes })
  return { app, clock }
}

/** A key of a service, of a new account on one of its plans, made by the owner as a person makes it. */
export async function makeServiceKey(
  app: TestApp,
  service: HostedService,
  plan: string,
  more: Partial<Call<'createKey'>> = {},
) {
  const api = injectClient(app)
  const { total } = await api.call('listAccounts', { limit: 1 })
  const account = await api.call('createAccount', { name: `${service} ${total}`, plan })
  const { id, key } = await makeKey(app, { service, accountId: account.id, ...more })
  return { accountId: account.id, keyId: id, key }
}

type Sent = { headers?: Record<string, string>; body?: unknown }

/**
 * Calls below a service's base URL, over TCP; `key` goes into the usual header. A body that is a text is sent as it is, all
 * else as JSON. What comes back is `body`, parsed when it is JSON.
 */
export function serviceClient(app: TestApp, base: { service: HostedService; path?: string }, key?: string) {
  const url = `${app.url}${compatPath(base.service)}${base.path ?? ''}`
  return async (method: string, path: string, { headers, body }: Sent = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    const parsed: unknown = isJson ? JSON.parse(text) : text
    return { status: response.status, headers: response.headers, body: parsed }
  }
}
