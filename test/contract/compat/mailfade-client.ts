import type { SendMailOptions } from 'nodemailer'
import { InboxAnswer, MessageAnswer } from '#main/compat/mailfade/schema.ts'
import { toUlid } from '#main/compat/mailfade/ulid.ts'
import { makeServiceKey, serviceClient } from '#test/support/compat.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import type { TestApp } from '#test/support/start-app.ts'

const base = { service: 'mailfade' } as const

/** A client as a test has it, with this key or with none. */
export function mailFade(app: TestApp, key?: string) {
  const call = serviceClient(app, base, key)
  return {
    call,
    inbox: async (address: string, query = '') =>
      InboxAnswer.parse((await call('GET', `/inbox/${address}${query}`)).body),
    message: async (id: string, query = '') =>
      MessageAnswer.parse((await call('GET', `/message/${id}${query}`)).body),
  }
}

/** A client with a key of a new account. */
export async function newMailFade(
  app: TestApp,
  plan = 'mailfade-dev',
  more?: Parameters<typeof makeServiceKey>[3],
) {
  const made = await makeServiceKey(app, 'mailfade', plan, more)
  return { ...made, ...mailFade(app, made.key) }
}

/** The mail of the document's examples. */
const letter: SendMailOptions = {
  from: 'Acme <verify@acme.com>',
  to: 'pw-99@mailfade.dev',
  subject: 'Confirm your account',
  text: 'Click here to confirm: https://acme.com/confirm',
  html: '<html><p>Click here to confirm</p></html>',
}

/** Sends a mail by SMTP; answers its id as Mailfade has it. */
export async function deliver(app: TestApp, mail: SendMailOptions = {}): Promise<string> {
  return toUlid(storedId(await sendMail(app.smtpPort, { ...letter, ...mail })))
}
