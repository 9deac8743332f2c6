import { expect } from 'vitest'
import { Mail, Mailbox } from '#main/compat/minutemail/schema.ts'
import { compatPath } from '#shared/api/compat.ts'
import { injectClient } from '#test/support/api-client.ts'
import { makeServiceKey, serviceClient } from '#test/support/compat.ts'
import type { TestApp } from '#test/support/start-app.ts'

const base = { service: 'minutemail', path: '/v1' } as const

/** A client as an app has it, with this key or with none; `path` leads to another of the API's bases. */
export const minuteMail = (app: TestApp, key?: string, path: string = base.path) =>
  serviceClient(app, { ...base, path }, key)

export type Plan = 'free' | 'hobbyist' | 'pro' | 'team'
export type FormPart = { filename: string; type?: string; content: string | Uint8Array<ArrayBuffer> }

/** A form as the document describes it: fields, and files that all go by the name `files`. */
export function mailForm(fields: Record<string, string>, files: FormPart[] = []): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  for (const { filename, type = '', content } of files)
    form.append('files', new File([content], filename, { type }))
  return form
}

/** A client with a key of a new account. */
export async function newMinuteMail(
  app: TestApp,
  plan: Plan = 'team',
  more?: Parameters<typeof makeServiceKey>[3],
) {
  const made = await makeServiceKey(app, 'minutemail', plan, more)
  const call = minuteMail(app, made.key)

  async function postForm(mailboxId: string, form: FormData) {
    const response = await fetch(`${app.url}${compatPath('minutemail')}/v1/mailboxes/${mailboxId}/mails`, {
      method: 'POST',
      headers: { authorization: `Bearer ${made.key}` },
      body: form,
    })
    return { status: response.status, body: (await response.json()) as unknown }
  }

  return {
    ...made,
    call,
    postForm,
    create: async (body: unknown = {}) => Mailbox.parse((await call('POST', '/mailboxes', { body })).body),
    inject: async (mailboxId: string, fields: Record<string, string>, files?: FormPart[]) =>
      Mail.parse((await postForm(mailboxId, mailForm(fields, files))).body),
    items: async (path: string) => ((await call('GET', path)).body as { items: unknown[] }).items,
  }
}

/** Puts an account on a plan of its own with these limits. */
export async function limitTo(
  app: TestApp,
  accountId: string,
  limits: Record<string, number>,
): Promise<void> {
  const api = injectClient(app)
  const id = `p-${accountId.slice(-12)}`
  await api.call('createPlan', { id, maxLifetimeMinutes: 60, ...limits })
  await api.call('updateAccount', { id: accountId, plan: id })
}

/** A failure in the documented shape. */
export const failure = (error: string, message: RegExp) => ({
  error,
  message: expect.stringMatching(message) as string,
})
