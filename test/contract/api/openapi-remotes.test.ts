import { afterAll, beforeAll, test } from 'vitest'
import { compatPath } from '#shared/api/compat.ts'
import { apiPrefix } from '#shared/api/contract.ts'
import { makeKey } from '#test/support/make-key.ts'
import { readOpenApi, type Described } from '#test/support/openapi-document.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

/** It is a service for itself. */
let app: TestApp
let ask: Described['ask']
let expectDescribed: Described['expectDescribed']
beforeAll(async () => {
  app = await startApp()
  ;({ ask, expectDescribed } = await readOpenApi(app))
})
afterAll(() => app.stop())

const list = `${apiPrefix}/remotes`
const remote = `${list}/{remote}`
type Item = { id: string; name?: string }

async function add(service: 'minutemail' | 'momail' | 'mailfade', path: string): Promise<string> {
  const { key } = await makeKey(app, { service })
  const baseUrl = `${app.url}${compatPath(service)}${path}`
  await expectDescribed('POST', list, list, { service, name: service, baseUrl, ownNetwork: true, key })
  return `${list}/${service}`
}

test('of remote accounts', async () => {
  await expectDescribed('GET', `${apiPrefix}/remote-services`, `${apiPrefix}/remote-services`)
  const one = await add('minutemail', '/v1')
  await expectDescribed('POST', list, list, { service: 'dustmail', name: 'MinuteMail', key: 'x' })
  await expectDescribed('POST', list, list, { service: 'mayfly', name: 'nowhere' })
  await expectDescribed('GET', list, list)
  await expectDescribed('GET', remote, one)
  await expectDescribed('GET', remote, `${list}/unknown`)
  await expectDescribed('PATCH', remote, one, { retention: { maxMessages: 5 } })
  const trial = `${apiPrefix}/remote-services/test`
  const tried = { service: 'minutemail', baseUrl: 'http://127.0.0.1:9', ownNetwork: true, key: 'x' }
  await expectDescribed('POST', trial, trial, tried)
  for (const what of ['test', 'poll', 'watch'])
    await expectDescribed('POST', `${remote}/${what}`, `${one}/${what}`, what === 'poll' ? undefined : {})
  await expectDescribed('POST', `${remote}/watch`, `${one}/watch`, { mailboxId: 'unknown' })
  await expectDescribed('DELETE', remote, `${list}/unknown`)
})

test('of mail at remote accounts', async () => {
  const mailboxes = `${apiPrefix}/mailboxes`
  await expectDescribed('POST', mailboxes, mailboxes, { remote: 'minutemail', expiresIn: 30 })
  await expectDescribed('POST', mailboxes, mailboxes, { remote: 'minutemail', localPart: 'x' })
  await expectDescribed('GET', mailboxes, `${mailboxes}?remote=minutemail`)
  const [box] = (await ask('GET', `${mailboxes}?remote=minutemail`)).json().items as [Item]
  const mailbox = `${mailboxes}/{idOrAddress}`
  await expectDescribed('PATCH', mailbox, `${mailboxes}/${box.id}`, { expiresIn: 5 })
  await expectDescribed('POST', `${mailbox}/archive`, `${mailboxes}/${box.id}/archive`)
  await expectDescribed('DELETE', mailbox, `${mailboxes}/${box.id}`)
  await expectDescribed('DELETE', mailbox, `${mailboxes}/${box.id}?atService=1`)
  const messages = `${apiPrefix}/messages`
  await expectDescribed('GET', messages, `${messages}?remote=minutemail`)
  await expectDescribed('GET', messages, `${messages}?remote=unknown`)
  await expectDescribed('GET', `${messages}/{id}/origin`, `${messages}/unknown/origin`)
})

test('of what services do', async () => {
  const momail = await add('momail', '/v1/api')
  await expectDescribed('GET', `${remote}/search`, `${momail}/search?q=x`)
  await expectDescribed('GET', `${remote}/search`, `${momail}/search`)
  await expectDescribed('POST', `${remote}/keys`, `${momail}/keys`, { name: 'CI' })
  await expectDescribed('GET', `${remote}/keys`, `${momail}/keys`)
  const keys = (await ask('GET', `${momail}/keys`)).json().items as Item[]
  await expectDescribed(
    'DELETE',
    `${remote}/keys/{keyId}`,
    `${momail}/keys/${keys.find(({ name }) => name === 'CI')!.id}`,
  )
  await expectDescribed('DELETE', `${remote}/keys/{keyId}`, `${momail}/keys/unknown`)
  await expectDescribed('GET', `${remote}/keys`, `${list}/minutemail/keys`)

  const domains = `${list}/minutemail/domains`
  await expectDescribed('POST', `${remote}/domains`, domains, { name: 'shop.example' })
  await expectDescribed('GET', `${remote}/domains`, domains)
  const [{ id }] = (await ask('GET', domains)).json().items as [Item]
  await expectDescribed('POST', `${remote}/domains/{domainId}/verify`, `${domains}/${id}/verify`)
  await expectDescribed('DELETE', `${remote}/domains/{domainId}`, `${domains}/${id}`)
  await expectDescribed('DELETE', `${remote}/domains/{domainId}`, `${domains}/${id}`)

  const purchases = `${await add('mailfade', '')}/purchases`
  const purchase = `${remote}/purchases/{invoiceId}`
  await expectDescribed('POST', `${remote}/purchases`, purchases, { plan: 'dev', rail: 'stripe' })
  const { invoiceId } = (await ask('POST', purchases, { plan: 'dev', rail: 'lightning' })).json() as {
    invoiceId: string
  }
  await expectDescribed('GET', purchase, `${purchases}/${invoiceId}`)
  await expectDescribed('GET', purchase, `${purchases}/unknown`)
  await expectDescribed('DELETE', remote, `${list}/mailfade?keepMail=1`)
  await expectDescribed('DELETE', remote, `${list}/mailfade`)
})
