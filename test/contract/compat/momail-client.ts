import { injectClient } from '#test/support/api-client.ts'
import { makeServiceKey, serviceClient } from '#test/support/compat.ts'
import type { TestApp } from '#test/support/start-app.ts'

type Plan = 'momail-free' | 'momail-pro' | 'momail-enterprise' | 'unlimited'

/** The current generation as an app calls it; `key` goes into the Authorization header. */
export const currentMoMail = (app: TestApp, key?: string) =>
  serviceClient(app, { service: 'momail', path: '/v1/api' }, key)

/** The older one, which has its key in X-API-Key. */
export function oldMoMail(app: TestApp, key: string) {
  const call = serviceClient(app, { service: 'momail', path: '/v1' })
  return (method: string, path: string, sent: { body?: unknown } = {}) =>
    call(method, path, { ...sent, headers: { 'x-api-key': key } })
}

/** A key of a new account, and clients of both generations with it. */
export async function newMoMail(
  app: TestApp,
  plan: Plan = 'momail-pro',
  more?: Parameters<typeof makeServiceKey>[3],
) {
  const made = await makeServiceKey(app, 'momail', plan, more)
  const [old, current] = [oldMoMail(app, made.key), currentMoMail(app, made.key)]
  return {
    ...made,
    old,
    current,
    /** A mailbox at MoMail's own domain. */
    async mailbox(local_part: string) {
      const { body } = await current('POST', '/mailboxes', { body: { local_part, domain: 'user.momail.io' } })
      return (body as { mailbox: { mailbox_id: string; email_address: string } }).mailbox
    },
    /** A mail that came into one of its mailboxes. */
    async receive(idOrAddress: string, subject: string, text = 'x', from = 'Sarah <sarah@company.com>') {
      return injectClient(app).call('injectMessage', { idOrAddress, from, subject, text })
    },
  }
}

/** The failure that an answer carries. */
export const errorOf = (answer: { body: unknown }) =>
  (answer.body as { error: { code: string; message: string; details?: Record<string, unknown> } }).error
