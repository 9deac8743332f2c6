import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPage } from '#test/support/browser.ts'
import { startRelyingParty } from '#test/support/relying-party.ts'
import { projectRoot } from '../headless/launch.ts'
import { useWebApp } from './use-web-app.ts'

const app = useWebApp()
let shop: Awaited<ReturnType<typeof startRelyingParty>>

/** Posts JSON as a program does. */
async function post<Answer>(
  url: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(201)
  return (await response.json()) as Answer
}

beforeAll(async () => {
  shop = await startRelyingParty()
  const native = `${app.url}/api/v1`
  const { key } = await post<{ key: string }>(`${native}/keys`, {
    name: 'shop',
    service: 'minutemail',
    mailboxDomains: ['*'],
  })
  const issuer = `${app.url}/compat/minutemail`
  const authorization = { authorization: `Bearer ${key}` }
  const client = await post<{ clientId: string; clientSecret: string }>(
    `${issuer}/v1/identities/clients`,
    { name: 'The Corner Shop', providerType: 'google', redirectUris: [`${shop.origin}/callback`] },
    authorization,
  )
  for (const [username, name] of [
    ['ada', 'Ada Lovelace'],
    ['grace', 'Grace Hopper'],
  ]) {
    const mailboxAddress = `${username}@minutemail.cc`
    await post(`${native}/mailboxes`, { address: mailboxAddress })
    const identity = { clientId: client.clientId, mailboxAddress, username, name }
    await post(`${issuer}/v1/identities`, identity, authorization)
  }
  shop.register({ issuer, ...client })
})
afterAll(() => shop.stop())

test('somebody signs in to a web app with an identity', async () => {
  const page = await openPage(app.browser, shop.origin)
  await page.getByRole('link', { name: 'Sign in with Mock' }).click()
  await page.getByRole('heading', { name: 'Sign in with Google' }).waitFor()
  expect(new URL(page.url()).origin).toBe(new URL(app.url).origin)
  expect(await page.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringContaining('ada@minutemail.cc') as string,
    expect.stringContaining('grace@minutemail.cc') as string,
  ])
  // Its style is let in by its hash, which a change could leave behind.
  expect(await page.locator('main').evaluate(main => getComputedStyle(main).borderRadius)).toBe('12px')
  await page.getByRole('button', { name: 'Grace Hopper' }).click()
  await page.getByRole('heading', { name: 'Welcome, Grace Hopper' }).waitFor()
  expect(await page.locator('p').innerText()).toBe('grace@minutemail.cc')
  expect(new URL(page.url()).origin).toBe(shop.origin)
  expect(page.faults).toEqual([])
})

test.each([
  ['light', { width: 1024, height: 700 }],
  ['dark', { width: 390, height: 844 }],
] as const)('the page fits, %s', async (colorScheme, viewport) => {
  const folder = join(projectRoot, 'out', 'screenshots')
  mkdirSync(folder, { recursive: true })
  const page = await openPage(app.browser, `${shop.origin}/login`, { colorScheme, viewport })
  await page.getByRole('button', { name: 'Ada Lovelace' }).hover()
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await page.screenshot({ path: join(folder, `sign-in-with-${colorScheme}.png`) })
  expect(page.faults).toEqual([])
})

test('or rather not, which the app is told', async () => {
  const page = await openPage(app.browser, `${shop.origin}/login`)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('heading', { name: 'Not signed in' }).waitFor()
  expect(await page.locator('p').innerText()).toBe('access_denied')
  expect(page.faults).toEqual([])
})
