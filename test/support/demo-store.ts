import type { SendMailOptions } from 'nodemailer'
import { demoMails } from './demo-mails.ts'
import { sendMail } from './send-mail.ts'

type Made = { id: string; key?: string; address?: string }
type Server = { url: string; smtpPort: number }

/** Accounts, keys and their calls, mailboxes that run out, domains, a webhook: what a team has after some days. */
export async function fillStore({ url, smtpPort }: Server): Promise<void> {
  const post = (path: string, body: object) => create(url, path, body)
  await post('/mailboxes', { address: 'signup-eu@mayfly.test', expiresIn: 42 })
  await post('/mailboxes', { address: 'reset-flow@mayfly.test', expiresIn: 4 })
  for (const mail of demoMails) await sendMail(smtpPort, mail)
  await sendMail(smtpPort, unfinished).catch(() => undefined)

  const agency = await post('/accounts', { name: 'Agency', plan: 'hobbyist' })
  const keys = [
    await post('/keys', { name: 'ci-signup', service: 'minutemail', mailboxDomains: ['*'] }),
    await post('/keys', { name: 'Playwright, staging', service: 'mayfly', mailboxDomains: ['*'] }),
    await post('/keys', {
      name: 'Contractor',
      service: 'dustmail',
      mailboxDomains: ['example.test'],
      accountId: agency.id,
    }),
    await post('/keys', { name: 'Old laptop', service: 'mailfade', mailboxDomains: ['*'] }),
  ]
  for (const [index, { key }] of keys.entries()) await callOften(url, key!, 20 + index * 25)
  await post(`/keys/${keys[3]!.id}/revoke`, {})

  const domain = await post('/domains', { name: 'mail.example.test' })
  await post(`/domains/${domain.id}/verify`, {})
  await post('/domains', { name: 'staging.example.test' })
  await post('/webhooks', { url: 'https://hooks.example.test/mail', events: ['message.received'] })
}

/** Accounts elsewhere, which are all this server's own emulated services; one of them is away. */
export async function addRemotes({ url, smtpPort }: Server): Promise<void> {
  const post = (path: string, body: object) => create(url, path, body)
  const places = [
    { name: 'Staging inboxes', service: 'momail', at: `${url}/compat/momail/v1/api` },
    { name: 'Team server', service: 'mayfly', at: `${url}/api/v1` },
    { name: 'Contractor', service: 'dustmail', at: 'http://127.0.0.1:9/api/v1' },
  ]
  for (const { name, service, at } of places) {
    const { key } = await post('/keys', { name: `for ${name}`, service, mailboxDomains: ['*'] })
    await post('/remotes', { service, name, baseUrl: at, ownNetwork: true, key })
  }
  const { address } = await post('/mailboxes', { remote: 'Staging inboxes', localPart: 'sign-up' })
  for (const { from, subject, text, html } of demoMails.slice(0, 7))
    await sendMail(smtpPort, { from, subject, text, html, to: address })
  await post('/remotes/Staging%20inboxes/poll', {})
}

/** Refused: nobody can be called like that. */
const unfinished: SendMailOptions = {
  envelope: { from: 'shop@example.test', to: 'a..b@example.test' },
  subject: 'Never arrives',
  text: 'x',
}

async function callOften(url: string, key: string, times: number): Promise<void> {
  for (let call = 0; call < times; call++) {
    const path = call % 9 === 8 ? '/messages/unknown' : '/messages?limit=5'
    await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } })
  }
}

async function create(url: string, path: string, body: object): Promise<Made> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Made
}
