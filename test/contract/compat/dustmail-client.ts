import { CreatedAnswer, InboxAnswer, ListAnswer } from '#main/compat/dustmail/schema.ts'
import { injectClient } from '#test/support/api-client.ts'
import { makeServiceKey, serviceClient } from '#test/support/compat.ts'
import type { TestApp } from '#test/support/start-app.ts'

const base = { service: 'dustmail', path: '/api/v1' } as const

/** A client as an app has it, with this key or with none. */
export const dustMail = (app: TestApp, key?: string) => serviceClient(app, base, key)

/** A client with a key of a new account. */
export async function newDustMail(
  app: TestApp,
  plan: 'dustmail-free' | 'dustmail-premium',
  more?: Parameters<typeof makeServiceKey>[3],
) {
  const made = await makeServiceKey(app, 'dustmail', plan, more)
  const call = dustMail(app, made.key)
  return {
    ...made,
    call,
    create: async (body: unknown = {}) => CreatedAnswer.parse((await call('POST', '/inbox', { body })).body),
    list: async () => ListAnswer.parse((await call('GET', '/inbox')).body),
    read: async (id: string) => InboxAnswer.parse((await call('GET', `/inbox/${id}`)).body),
  }
}

/** Gives a domain to an account. */
export async function verifyDomain(app: TestApp, accountId: string, name: string): Promise<void> {
  const api = injectClient(app)
  const { id } = await api.call('createDomain', { accountId, name })
  await api.call('verifyDomain', { id })
}

/** A mail as the document's example has it. */
export const letter = {
  from: 'Shop <hello@shop.test>',
  subject: 'Verify your email address',
  text: 'Click the link below to verify',
  html: '<html><p>Click the link below to verify</p></html>',
}
