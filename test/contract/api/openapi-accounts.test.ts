import { afterAll, beforeAll, describe, test } from 'vitest'
import { apiPrefix } from '#shared/api/contract.ts'
import { readOpenApi, type Described } from '#test/support/openapi-document.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let ask: Described['ask']
let expectDescribed: Described['expectDescribed']
beforeAll(async () => {
  app = await startApp()
  ;({ ask, expectDescribed } = await readOpenApi(app))
})
afterAll(() => app.stop())

describe('every answer is as the document says', () => {
  test('of accounts and plans', async () => {
    const [accounts, plans] = [`${apiPrefix}/accounts`, `${apiPrefix}/plans`]
    await expectDescribed('POST', plans, plans, { id: 'small', callsPerDay: 5 })
    await expectDescribed('POST', plans, plans, { id: 'small' })
    await expectDescribed('GET', plans, plans)
    await expectDescribed('PATCH', `${plans}/{id}`, `${plans}/small`, { callsPerDay: null })
    await expectDescribed('POST', accounts, accounts, { name: 'Shop', plan: 'small' })
    await expectDescribed('GET', accounts, accounts)
    const { id: account } = (await ask('GET', accounts)).json().items[0]
    await expectDescribed('GET', `${accounts}/{id}`, `${accounts}/${account}`)
    await expectDescribed('PATCH', `${accounts}/{id}`, `${accounts}/${account}`, { plan: 'free' })
    await expectDescribed('DELETE', `${accounts}/{id}`, `${accounts}/${account}`)
    await expectDescribed('DELETE', `${accounts}/{id}`, `${accounts}/${account}`)
    await expectDescribed('DELETE', `${plans}/{id}`, `${plans}/small`)
  })

  test('of usage and audit', async () => {
    const [usage, audit] = [`${apiPrefix}/usage`, `${apiPrefix}/audit`]
    await expectDescribed('GET', usage, `${usage}?days=2`)
    await expectDescribed('GET', usage, `${usage}?account=unknown`)
    await expectDescribed('GET', audit, `${audit}?status=2xx&limit=5`)
    await expectDescribed('GET', audit, `${audit}?status=x`)
  })

  test('of ports and addresses', async () => {
    const server = `${apiPrefix}/server`
    await expectDescribed('GET', server, server)
    for (const change of [{ smtpPort: 0 }, { host: '0.0.0.0' }, { smtpPort: -1 }])
      await expectDescribed('PATCH', server, server, change)
    await expectDescribed('POST', `${server}/retry`, `${server}/retry`)
  })

  test('of the emulated services', async () => {
    await expectDescribed('GET', `${apiPrefix}/compat`, `${apiPrefix}/compat`)
  })
})
