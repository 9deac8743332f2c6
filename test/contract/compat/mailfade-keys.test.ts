import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { CheckoutAnswer } from '#main/compat/mailfade/schema.ts'
import { injectClient } from '#test/support/api-client.ts'
import { ownerCaller } from '#test/support/key-caller.ts'
import { startCompat } from '#test/support/compat.ts'
import { ownerPassword, passwordFile } from '#test/support/password-file.ts'
import { shapeOf } from '#test/support/shape-of.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { deliver, mailFade, newMailFade } from './mailfade-client.ts'
import { examples } from './mailfade-examples.ts'

let app: TestApp
beforeAll(async () => {
  ;({ app } = await startCompat())
})
afterAll(() => app.stop())

async function order(body: object = examples.keysRequest): Promise<CheckoutAnswer> {
  return CheckoutAnswer.parse((await mailFade(app).call('POST', '/keys', { body })).body)
}

/** What a browser sends when a button of the page is pressed. */
async function press(url: string, outcome: string, headers: Record<string, string> = {}) {
  const origin = new URL(url).origin
  const answer = await fetch(url, {
    method: 'POST',
    headers: { origin, 'sec-fetch-site': 'same-origin', ...headers },
    body: new URLSearchParams({ outcome }),
  })
  return { status: answer.status, text: await answer.text() }
}

const statusOf = async (invoiceId: string) => (await mailFade(app).call('GET', `/keys/${invoiceId}`)).body
const keyIn = (page: string) => /<code>(mf_\w{30})<\/code>/.exec(page)?.[1]
const keys = async (on = app) => (await ownerCaller(on).call('listKeys', {})).total

test('the example of the document', async () => {
  const { status, body } = await mailFade(app).call('POST', '/keys', { body: examples.keysRequest })
  expect([status, shapeOf(body)]).toEqual([200, shapeOf(examples.keys)])
})

describe('buying a key', () => {
  test.each([
    ['dev', 'stripe', '10000'],
    ['team', 'lightning', '100000'],
  ] as const)(
    '%s by %s: pending, declined, paid; the key is shown once and works',
    async (plan, rail, budget) => {
      const invoice = await order({ plan, rail })
      expect(invoice.rail).toBe(rail)
      expect(invoice.checkout_url).toBe(`${app.url}/compat/mailfade/checkout/${invoice.invoice_id}`)
      const page = await fetch(invoice.checkout_url)
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
      expect(await statusOf(invoice.invoice_id)).toEqual({ status: 'pending' })

      const declined = await press(invoice.checkout_url, 'fail')
      expect(declined.text).toContain('declined')
      expect(await statusOf(invoice.invoice_id)).toEqual({ status: 'pending' })

      const before = await keys()
      const pages = await Promise.all([1, 2].map(() => press(invoice.checkout_url, 'pay')))
      const shown = pages.map(({ text }) => keyIn(text)).filter(key => key !== undefined)
      expect(shown).toHaveLength(1)
      const other = pages.find(({ text }) => keyIn(text) === undefined)!
      expect(other.text).toMatch(/on its way|The key was shown once/)
      expect(await keys()).toBe(before + 1)
      const key = shown[0]!
      const { items } = await injectClient(app).call('listKeys', { limit: 1 })
      expect(await statusOf(invoice.invoice_id)).toEqual({ status: 'paid', key_id: items[0]!.id })
      expect(JSON.stringify(await statusOf(invoice.invoice_id))).not.toContain(key)
      for (const again of [await press(invoice.checkout_url, 'pay'), await fetch(invoice.checkout_url)])
        expect(typeof again.text === 'string' ? again.text : await again.text()).not.toContain(key)
      expect(await keys()).toBe(before + 1)

      const id = await deliver(app)
      const bought = mailFade(app, key)
      expect((await bought.message(id)).html).toContain('Click here')
      const { headers } = await bought.call('GET', '/inbox/pw-99@mailfade.dev')
      expect(headers.get('x-ratelimit-limit')).toBe(budget)
    },
  )

  test('by the service’s host name the page is there, too', async () => {
    const host = 'api.mailfade.localhost:8025'
    const ask = (options: object) => app.app.http.inject({ headers: { host }, ...options })
    const ordered = await ask({ method: 'POST', url: '/keys', payload: examples.keysRequest })
    const { checkout_url: url, invoice_id: id } = CheckoutAnswer.parse(ordered.json())
    expect(url).toBe(`http://${host}/checkout/${id}`)
    expect((await ask({ url: new URL(url).pathname })).body).toContain('value="pay"')
  })

  test.each([
    ['api.mailfade.localhost', '/keys', ''],
    ['localhost:8025', '/compat/mailfade/keys', '/compat/mailfade'],
  ])('behind a proxy with TLS the page is below https://%s, too', async (host, url, below) => {
    const headers = { host, 'x-forwarded-proto': 'https' }
    const ordered = await app.app.http.inject({ method: 'POST', url, headers, payload: examples.keysRequest })
    const { checkout_url, invoice_id } = CheckoutAnswer.parse(ordered.json())
    expect(checkout_url).toBe(`https://${host}${below}/checkout/${invoice_id}`)
  })
})

describe('the page', () => {
  test('has no script and lets nothing in, and is kept by nobody', async () => {
    const { checkout_url: url } = await order()
    const page = await fetch(url)
    const html = await page.text()
    expect(html).not.toMatch(/<script|<img|<link|\son\w+=/i)
    const policy = page.headers.get('content-security-policy')!
    for (const part of [
      "default-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      expect(policy.split('; ')).toContain(part)
    expect(page.headers.get('cache-control')).toBe('no-store')
  })

  test('is not pressed by other sites, whatever they know', async () => {
    const { checkout_url: url, invoice_id: id } = await order()
    for (const headers of [
      { origin: 'https://evil.test' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    ])
      expect((await press(url, 'pay', headers as Record<string, string>)).status).toBe(403)
    expect(await statusOf(id)).toEqual({ status: 'pending' })
  })

  test('makes no key for who is not the owner: from elsewhere, passed on, by an outside name, with a key', async () => {
    const { app: named } = await startCompat({
      compatHost: [{ name: 'mail.team.test', service: 'mailfade' }],
    })
    onTestFinished(() => named.stop())
    const before = await keys(named)
    const { key } = await newMailFade(named)
    const prefix = '/compat/mailfade'
    for (const [path, headers, remoteAddress] of [
      [prefix, { host: 'localhost' }, '192.0.2.7'],
      [prefix, { host: 'localhost', 'x-forwarded-for': '192.0.2.7' }, '127.0.0.1'],
      ['', { host: 'mail.team.test' }, '127.0.0.1'],
      [prefix, { host: 'localhost', authorization: `Bearer ${key}` }, '127.0.0.1'],
    ] as const) {
      const ask = (method: 'GET' | 'POST', url: string, payload?: object) =>
        named.app.http.inject({
          method,
          url: `${path}${url}`,
          headers,
          remoteAddress,
          ...(payload ? { payload } : {}),
        })
      const { invoice_id: id } = CheckoutAnswer.parse(
        (await ask('POST', '/keys', examples.keysRequest)).json(),
      )
      const page = await ask('GET', `/checkout/${id}`)
      expect([page.statusCode, page.body.includes('<form')]).toEqual([403, false])
      expect((await ask('POST', `/checkout/${id}`, { outcome: 'pay' })).statusCode).toBe(403)
      expect((await ask('GET', `/keys/${id}`)).json()).toEqual({ status: 'pending' })
    }
    expect(await keys(named)).toBe(before + 1)
  })

  test('where the owner has a password, asks for a session; mail without a key is what is public, still', async () => {
    const file = passwordFile()
    const { app: shared } = await startCompat({ host: '0.0.0.0', passwordFile: file.path })
    onTestFinished(async () => {
      await shared.stop()
      file.remove()
    })
    const ask = (method: 'GET' | 'POST', url: string, payload?: object, headers = {}) =>
      shared.app.http.inject({
        method,
        url,
        headers: { host: 'localhost', ...headers },
        ...(payload ? { payload } : {}),
      })
    const prefix = '/compat/mailfade'
    const ordered = await ask('POST', `${prefix}/keys`, examples.keysRequest)
    const path = `${prefix}/checkout/${CheckoutAnswer.parse(ordered.json()).invoice_id}`
    expect((await ask('POST', path, { outcome: 'pay' })).statusCode).toBe(403)
    // Nobody signs in by the service's own name, so the page says where it can be paid.
    const byName = await ask('GET', path.replace(prefix, ''), undefined, { host: 'mailfade.localhost' })
    expect([byName.statusCode, byName.body.includes(` ${path} `)]).toEqual([403, true])
    const signedIn = await ask('POST', '/api/v1/session', { password: ownerPassword })
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0]!
    expect((await ask('GET', path, undefined, { cookie })).body).toContain('value="pay"')
    expect(keyIn((await ask('POST', path, { outcome: 'pay' }, { cookie })).body)).toBeDefined()

    const [open, custom] = [await deliver(shared), await deliver(shared, { to: 'a@custom.example' })]
    expect((await ask('GET', `${prefix}/message/${open}`)).statusCode).toBe(200)
    expect((await ask('GET', `${prefix}/message/${custom}`)).statusCode).toBe(404)
    expect((await ask('GET', `${prefix}/inbox/a@custom.example`)).statusCode).toBe(401)
  })
})

describe('of very many invoices', () => {
  const orderFrom = async (remoteAddress: string, on = app) => {
    const ordered = await on.app.http.inject({
      method: 'POST',
      url: '/compat/mailfade/keys',
      headers: { host: 'localhost' },
      payload: examples.keysRequest,
      remoteAddress,
    })
    return CheckoutAnswer.parse(ordered.json())
  }

  test('the 100 last pending ones of a network are kept, and those of others', async () => {
    const others = await order()
    const [oldest, second] = [await orderFrom('192.0.2.7'), await orderFrom('192.0.2.7')]
    for (let n = 3; n <= 101; n++) {
      expect(await statusOf(oldest.invoice_id)).toEqual({ status: 'pending' })
      await orderFrom('192.0.2.7')
    }
    expect(await statusOf(oldest.invoice_id)).toMatchObject({ error: 'not_found' })
    expect(await statusOf(second.invoice_id)).toEqual({ status: 'pending' })
    for (let n = 0; n < 1_000; n++) await orderFrom('192.0.2.7')
    expect(await statusOf(others.invoice_id)).toEqual({ status: 'pending' })
  })

  test('of all together 1,000: paid ones go first, then the oldest', async () => {
    const { app: fresh } = await startCompat()
    onTestFinished(() => fresh.stop())
    const pending = await orderFrom('127.0.0.1', fresh)
    const paid = await orderFrom('127.0.0.1', fresh)
    await press(paid.checkout_url.replace('http://localhost', fresh.url), 'pay')
    const statuses = async () => {
      const [one, other] = [pending, paid].map(({ invoice_id: id }) =>
        mailFade(fresh).call('GET', `/keys/${id}`),
      )
      return [(await one!).status, (await other!).status]
    }
    for (let n = 3; n <= 1_000; n++) await orderFrom(`198.51.100.${n % 250}`, fresh)
    expect(await statuses()).toEqual([200, 200])
    await orderFrom('198.51.100.1', fresh)
    expect(await statuses()).toEqual([200, 404])
    await orderFrom('198.51.100.1', fresh)
    expect(await statuses()).toEqual([404, 404])
  })
})
