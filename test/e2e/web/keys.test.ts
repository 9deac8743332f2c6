import { expect, test } from 'vitest'
import type { Output } from '#shared/api/contract.ts'
import { expectAccessible } from '#test/support/axe.ts'
import { openPage, type WatchedPage } from '#test/support/browser.ts'
import { useWebApp } from './use-web-app.ts'

const app = useWebApp()

async function call<T>(path: string, body?: object): Promise<T> {
  const answer = await fetch(`${app.url}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  })
  expect(answer.ok, `${path} ${answer.status}`).toBe(true)
  return (await answer.json()) as T
}

const statusWith = async (key: string, path = '/api/v1/mailboxes') =>
  (await fetch(app.url + path, { headers: { authorization: `Bearer ${key}` } })).status

const rowOf = (page: WatchedPage, name: string) => page.getByRole('row').filter({ hasText: name })

async function choose(page: WatchedPage, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

/** What Chromium says of every answer of 400 and above; all else is a fault. */
const faultsOf = (page: WatchedPage) =>
  page.faults.filter(text => !text.startsWith('Failed to load resource'))

test('a key: made, shown once, used over HTTP, edited, regenerated, revoked, deleted', async () => {
  const page = await openPage(app.browser, app.url)
  await page.getByRole('link', { name: 'Keys' }).click()
  await page.getByText('No keys yet').waitFor()
  await page.getByRole('button', { name: 'New key' }).click()
  const dialog = page.getByRole('dialog')

  // The name has the focus, Enter sends, the server's word stands at the field, and nothing is lost.
  await dialog.getByLabel('Service').selectOption('minutemail')
  await dialog.getByText('Begins with mmak_').waitFor()
  await dialog.getByLabel('Name').press('Enter')
  await dialog.getByLabel('Name').and(page.locator('[aria-invalid=true]')).waitFor()
  expect(await dialog.getByLabel('Service').inputValue()).toBe('minutemail')
  await dialog.getByLabel('Name').fill('ci-signup')

  // Domains and origins are checked where they are typed.
  await dialog.getByLabel('Mailbox domains').fill('shop.test')
  await dialog.getByLabel('Mailbox domains').press('Enter')
  await dialog.getByRole('button', { name: 'Remove shop.test' }).waitFor()
  expect(await dialog.getByRole('button', { name: 'Remove *' }).count()).toBe(0)
  await dialog.getByLabel('Allowed origins').fill('https://app.test/path')
  await dialog.getByText('is no host (app.test)').waitFor()
  await dialog.getByRole('button', { name: 'Create key' }).click()
  expect(await call<Output<'listKeys'>>('/keys')).toMatchObject({ total: 0 })
  await dialog.getByLabel('Allowed origins').fill('')
  await dialog.getByLabel('Expires').selectOption('days30')
  await dialog.getByLabel('Name').press('Enter')

  // Shown once; who leaves is asked.
  const secret = (await page.getByTestId('secret').textContent())!
  expect(secret).toMatch(/^mmak_[A-Z2-7]{52}$/)
  await page.getByText(`curl ${app.url}/compat/minutemail/v1/mailboxes`).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByText('It cannot be shown again').waitFor()
  await page.evaluate(() => history.back())
  expect(await page.getByTestId('secret').textContent()).toBe(secret)
  await page.getByRole('button', { name: 'I stored it' }).click()
  await rowOf(page, 'ci-signup').getByText('Active').waitFor()
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, location.href]))
  expect(kept + (await page.content())).not.toContain(secret)
  const [record] = (await call<Output<'listKeys'>>('/keys')).items
  expect(record).toMatchObject({ mailboxDomains: ['shop.test'], lastEight: secret.slice(-8) })
  expect(Date.parse(record!.expiresAt!) - Date.parse(record!.createdAt)).toBeGreaterThan(29 * 86_400_000)

  // It works, on its service and on the native API.
  expect(await statusWith(secret)).toBe(200)
  expect(await statusWith(secret, '/compat/minutemail/v1/mailboxes')).toBe(200)

  // Who leaves a dialog that a menu opened is where the menu was.
  await choose(page, 'ci-signup', 'Edit')
  await dialog.getByLabel('Name').waitFor()
  await page.keyboard.press('Escape')
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Actions for ci-signup')

  await page.getByRole('button', { name: 'ci-signup', exact: true }).click()
  await dialog.getByText('How a program uses it').first().waitFor()
  await page.keyboard.press('Escape')

  await choose(page, 'ci-signup', 'Edit')
  await dialog.getByLabel('Name').fill('ci, at night')
  await dialog.getByRole('button', { name: '*', exact: true }).click()
  await dialog.getByLabel('Name').press('Enter')
  await rowOf(page, 'ci, at night').getByText('all', { exact: true }).waitFor()

  await choose(page, 'ci, at night', 'Regenerate')
  await dialog.getByText('The old secret stops working at once').waitFor()
  await page.keyboard.press('Enter')
  const second = (await page.getByTestId('secret').textContent())!
  expect(second).not.toBe(secret)
  expect([await statusWith(secret), await statusWith(second)]).toEqual([401, 200])
  await page.getByRole('button', { name: 'I stored it' }).click()

  await choose(page, 'ci, at night', 'Revoke')
  await dialog.getByText('answered with 401').waitFor()
  await dialog.getByRole('button', { name: 'Revoke key' }).click()
  await rowOf(page, 'ci, at night').getByText('Revoked').waitFor()
  expect(await statusWith(second)).toBe(401)

  await choose(page, 'ci, at night', 'Delete')
  await dialog.getByRole('button', { name: 'Delete key' }).click()
  await page.getByText('No keys yet').waitFor()
  expect(faultsOf(page)).toEqual([])
  await page.context().close()
})

test('the list: live, filtered in the address, paged, with what is left of the plan', async () => {
  const { id: accountId } = await call<Output<'createAccount'>>('/accounts', {
    name: 'Shop',
    plan: 'hobbyist',
  })
  const page = await openPage(app.browser, `${app.url}/#/keys?account=${accountId}`)
  await page.getByText('No key fits').waitFor()
  const { key } = await call<Output<'createKey'>>('/keys', {
    ...{ name: 'of the shop', service: 'dustmail', accountId },
    ...{ mailboxDomains: ['shop.test', 'shop.localhost'], allowedOrigins: [] },
  })
  await rowOf(page, 'of the shop').getByText('Shop · hobbyist').waitFor() // by the event alone
  await statusWith(key)
  const today = page.getByRole('meter', { name: 'Calls by keys today' })
  await expect.poll(() => today.getAttribute('aria-valuenow')).toBe('1')
  expect(await page.getByRole('meter', { name: 'Mailboxes made' }).getAttribute('aria-valuemax')).toBe('10')

  await page.getByRole('button', { name: 'Domains of of the shop: 2' }).click()
  await page.getByRole('dialog').getByText('shop.localhost').waitFor()
  await page.getByRole('dialog').getByText('Bearer dm_live_').first().waitFor()
  await page.keyboard.press('Escape')

  for (let n = 0; n < 55; n++)
    await call('/keys', { name: `many ${n}`, service: 'mayfly', mailboxDomains: ['*'] })
  await page.getByLabel('Account').selectOption('')
  await page.getByText('50 of 56').waitFor()
  await page.getByRole('button', { name: 'Show more' }).click()
  await rowOf(page, 'of the shop').waitFor()
  await page.getByLabel('Service').selectOption('dustmail')
  await expect.poll(() => page.getByRole('row').count()).toBe(2)
  await page.getByLabel('Status').selectOption('revoked')
  await page.getByText('No key fits').waitFor()
  expect(page.url()).toContain('service=dustmail&status=revoked')
  await page.reload()
  await page.getByText('No key fits').waitFor()
  expect(await page.getByLabel('Service').inputValue()).toBe('dustmail')
  await page.getByRole('button', { name: 'Show all keys' }).click()
  await page.getByText('50 of 56').waitFor()

  // A server that fails: what is there stays, and says that it may be old.
  await page.route('**/api/v1/keys*', route => route.fulfill({ status: 500, body: '{}' }))
  await page.getByRole('button', { name: 'Show more' }).click()
  await page.getByText('What you see may be old').waitFor()
  // Once its events have begun the page asks again by itself; the next to ask is who presses the button.
  const askedAgain = page
    .waitForResponse('**/api/v1/events*')
    .then(() => page.waitForResponse('**/api/v1/keys*'))
  await page.reload()
  await page.getByText('The keys could not be loaded').waitFor()
  await askedAgain
  await page.unroute('**/api/v1/keys*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('50 of 56').waitFor()
  expect(faultsOf(page)).toEqual([])
  await page.context().close()
})

test('accounts and plans: made, put on a plan, limited, deleted with what they have', async () => {
  const page = await openPage(app.browser, `${app.url}/#/accounts?tab=plans`)
  await choose(page, 'free', 'New plan like this')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('two-calls')
  await dialog.getByLabel('Calls a day').fill('two')
  await page.keyboard.press('Enter')
  await dialog.getByText('must be a whole number').waitFor()
  await dialog.getByLabel('Calls a day').fill('2')
  await page.keyboard.press('Enter')
  await rowOf(page, 'two-calls').getByText('not used').waitFor()

  await page.getByRole('button', { name: 'Accounts', exact: true }).click()
  await page.getByRole('button', { name: 'New account' }).click()
  await dialog.getByLabel('Name').fill('LOCAL')
  await dialog.getByLabel('Plan').selectOption('two-calls')
  await dialog.getByLabel('Name').press('Enter')
  await dialog.getByText('There is an account named LOCAL already').waitFor()
  await dialog.getByLabel('Name').fill('Metered')
  await dialog.getByLabel('Name').press('Enter')
  await rowOf(page, 'Metered').getByText('two-calls').waitFor()

  const { items } = await call<Output<'listAccounts'>>('/accounts')
  const { id: accountId } = items.find(({ name }) => name === 'Metered')!
  const { key } = await call<Output<'createKey'>>('/keys', {
    ...{ name: 'limited', service: 'mayfly', mailboxDomains: ['*'], accountId },
  })
  expect([await statusWith(key), await statusWith(key), await statusWith(key)]).toEqual([200, 200, 429])
  await page.getByRole('button', { name: 'Plans', exact: true }).click()
  await choose(page, 'two-calls', 'Edit limits')
  await dialog.getByText('Holds at once for Metered').waitFor()
  await dialog.getByLabel('Calls a day').fill('')
  await page.keyboard.press('Enter')
  await expect.poll(() => statusWith(key)).toBe(200)

  await page.getByRole('button', { name: 'Accounts', exact: true }).click()
  await page.getByRole('link', { name: 'Keys of Metered: 1' }).waitFor()
  await choose(page, 'Metered', 'Delete')
  await dialog.getByText('Its 1 key stops working at once.').waitFor()
  expect(await dialog.getByRole('button', { name: 'Delete account' }).isEnabled()).toBe(false)
  await dialog.getByLabel('Type Metered to go on').fill('Metered')
  await page.keyboard.press('Enter')
  await rowOf(page, 'Metered').waitFor({ state: 'detached' })
  expect(await statusWith(key)).toBe(401)
  await page.getByRole('button', { name: 'Plans', exact: true }).click()
  await choose(page, 'two-calls', 'Delete')
  await dialog.getByRole('button', { name: 'Delete plan' }).click()
  await rowOf(page, 'two-calls').waitFor({ state: 'detached' })
  expect(faultsOf(page)).toEqual([])
  await page.context().close()
})

test('a domain: claimed, verified by hand, given up', async () => {
  const page = await openPage(app.browser, `${app.url}/#/domains`)
  await page.getByText('No domains yet').waitFor()
  await page.getByRole('button', { name: 'Add domain' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Domain').fill('not a domain')
  await page.keyboard.press('Enter')
  await dialog.getByText('must be a domain name').waitFor()
  await dialog.getByLabel('Domain').fill('shop.test')
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Copy _mayfly.shop.test' }).waitFor()
  const [domain] = (await call<Output<'listDomains'>>('/domains')).items
  await dialog.getByText(domain!.txtValue).waitFor()
  await dialog.getByRole('button', { name: 'Verify by hand' }).click()
  await dialog.getByText('It belongs to its account').waitFor()
  await page.keyboard.press('Escape')
  await rowOf(page, 'shop.test').getByText('Verified').waitFor()
  await choose(page, 'shop.test', 'Delete')
  await dialog.getByText('Mailboxes at it and their mail stay').waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('No domains yet').waitFor()
  expect(faultsOf(page)).toEqual([])
  await page.context().close()
})

test.each([
  ['light', { width: 1440, height: 900 }],
  ['dark', { width: 390, height: 844 }],
] as const)('pages are for everybody, and fit: %s', async (colorScheme, viewport) => {
  await call('/domains', { name: `${colorScheme}.test` })
  const page = await openPage(app.browser, app.url, { colorScheme, viewport, reducedMotion: 'reduce' })
  for (const [path, text] of [
    ['keys?service=dustmail', 'of the shop'],
    ['accounts', 'Local'],
    ['accounts?tab=plans', 'mailfade-team'],
    ['domains', `${colorScheme}.test`],
  ] as const) {
    await page.goto(`${app.url}/#/${path}`)
    await page.getByRole('row').filter({ hasText: text }).first().waitFor()
    await expectAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path).toBe(true)
  }
  await page.goto(`${app.url}/#/keys?service=dustmail`)
  await page.getByRole('button', { name: 'New key' }).click()
  await expectAccessible(page)
  expect(page.faults).toEqual([])
  await page.context().close()
})
