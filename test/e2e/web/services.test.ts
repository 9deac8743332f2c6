import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPage, type WatchedPage } from '#test/support/browser.ts'
import { projectRoot } from '../headless/launch.ts'
import { useWebApp } from './use-web-app.ts'

const folder = join(projectRoot, 'out', 'screenshots')
mkdirSync(folder, { recursive: true })

const app = useWebApp()
let page: WatchedPage
beforeEach(async () => {
  page = await openPage(app.browser, app.url)
})
afterEach(async () => {
  expect(page.faults).toEqual([])
  await page.context().close()
})

const panel = (service: string) => page.getByTestId(`service-${service}`)
async function openServices(): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('link', { name: 'Emulated services' }).click()
}

test('from the address and a key to a call that shows up', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
  await openServices()
  const mailfade = panel('mailfade')
  await mailfade.getByText('None yet').waitFor()
  await mailfade.getByRole('button', { name: `Copy ${app.url}/compat/mailfade` }).click()
  const url = `${app.url}/compat/mailfade`
  await expect.poll(clipboard).toBe(url)

  await mailfade.getByLabel('Plan of the key').selectOption('mailfade-team')
  await mailfade.getByRole('button', { name: 'Make a key' }).click()
  const key = (await mailfade.getByTestId('made-key').textContent())!
  expect(key).toMatch(/^mf_\w{30}$/)
  await mailfade.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect.poll(clipboard).toBe(key)

  const answer = await fetch(`${url}/inbox/ci@brand.example`, { headers: { authorization: `Bearer ${key}` } })
  expect([answer.status, answer.headers.get('x-ratelimit-limit')]).toEqual([200, '100000'])
  expect((await fetch(`${url}/inbox/ci@brand.example`)).status).toBe(401)
  const calls = mailfade.getByTestId('calls').getByRole('row')
  await calls.filter({ hasText: 'GET /inbox/:address' }).filter({ hasText: '200' }).waitFor()
  await calls.filter({ hasText: 'none' }).filter({ hasText: '401' }).waitFor()

  await mailfade.getByRole('button', { name: 'I stored it' }).click()
  await mailfade.getByRole('button', { name: 'Make a key' }).waitFor()
  expect(await page.getByText(key).count()).toBe(0)
})

test('a second key on the plan is of the same account', async () => {
  await openServices()
  const dustmail = panel('dustmail')
  for (let n = 0; n < 2; n++) {
    await dustmail.getByRole('button', { name: 'Make a key' }).click()
    await dustmail.getByText('Of the account DustMail dustmail-free.').waitFor()
    await dustmail.getByRole('button', { name: 'I stored it' }).click()
  }
  const { items } = (await (await fetch(`${app.url}/api/v1/accounts`)).json()) as {
    items: { name: string }[]
  }
  expect(items.filter(({ name }) => name.startsWith('DustMail'))).toHaveLength(1)
})

test('each service has a page of the docs, by keyboard too, and its links lead on', async () => {
  await page.goto(`${app.url}/#/services`)
  for (const { service, name } of await listed()) {
    await page.getByRole('link', { name: `Documentation of ${name}` }).press('Enter')
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    await page.getByRole('article').getByText('instead of').waitFor()
    expect(page.url()).toBe(`${app.url}/#/services/${service}`)
    await page.getByRole('main').getByRole('link', { name: 'Emulated services' }).press('Enter')
    await panel(service).waitFor()
  }
  await page.goto(`${app.url}/#/services/README`)
  await page.getByRole('article').getByRole('link', { name: 'DustMail' }).click()
  await page.getByRole('heading', { name: 'DustMail', level: 1 }).waitFor()
  await page.goto(`${app.url}/#/services/unknown`)
  await page.getByText('There is no page about this service').waitFor()
})

test.each(['light', 'dark'] as const)('a key of Mailfade is bought on its page: %s', async colorScheme => {
  const named = `http://api.mailfade.localhost:${new URL(app.url).port}`
  for (const base of [`${app.url}/compat/mailfade`, named]) {
    // As a client that finds the name; Node itself need not.
    const ordered = await fetch(`${app.url}/compat/mailfade/keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ plan: 'dev', rail: 'stripe' }),
    })
    const { invoice_id: id } = (await ordered.json()) as { invoice_id: string }
    const checkout = await openPage(app.browser, `${base}/checkout/${id}`, { colorScheme })
    await checkout.getByRole('button', { name: 'Decline' }).click()
    await checkout.getByRole('alert').getByText('declined').waitFor()
    await checkout.screenshot({ path: join(folder, `checkout-${colorScheme}.png`) })
    await checkout.getByRole('button', { name: 'Pay' }).click()
    const key = await checkout.locator('code').textContent()
    expect(key).toMatch(/^mf_\w{30}$/)
    await checkout.screenshot({ path: join(folder, `checkout-paid-${colorScheme}.png`) })
    await checkout.reload()
    await checkout.getByText('shown once').waitFor()
    const url = `${app.url}/compat/mailfade/inbox/a@mailfade.dev`
    expect((await fetch(url, { headers: { authorization: `Bearer ${key}` } })).status).toBe(200)
    expect(checkout.faults).toEqual([])
    await checkout.context().close()
  }
})

test.each([
  ['services-light', 'light', { width: 1440, height: 900 }],
  ['services-dark', 'dark', { width: 1440, height: 900 }],
  ['services-narrow', 'light', { width: 1024, height: 700 }],
  ['services-phone', 'light', { width: 390, height: 844 }],
  ['services-phone-dark', 'dark', { width: 390, height: 844 }],
] as const)('%s', async (name, colorScheme, viewport) => {
  const seen = await openPage(app.browser, `${app.url}/#/services`, {
    colorScheme,
    viewport,
    reducedMotion: 'reduce',
  })
  const mailfade = seen.getByTestId('service-mailfade')
  await mailfade.getByRole('button', { name: 'Make a key' }).click()
  await mailfade.getByTestId('made-key').waitFor()
  await mailfade.getByTestId('calls').waitFor()
  const fits = () => seen.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
  expect(await fits()).toBe(true)
  await seen.screenshot({ path: join(folder, `${name}.png`) })
  await seen.goto(`${app.url}/#/services/mailfade`)
  await seen.getByRole('article').waitFor()
  expect(await fits()).toBe(true)
  await seen.screenshot({ path: join(folder, `${name}-docs.png`) })
  expect(seen.faults).toEqual([])
  await seen.context().close()
})

async function listed() {
  const answer = await fetch(`${app.url}/api/v1/compat`)
  return ((await answer.json()) as { items: { service: string; name: string }[] }).items
}
