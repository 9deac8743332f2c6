import { afterAll, beforeAll, test } from 'vitest'
import { apiPrefix } from '#shared/api/contract.ts'
import { readOpenApi, type Described } from '#test/support/openapi-document.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let ask: Described['ask']
let expectDescribed: Described['expectDescribed']
let id: string
beforeAll(async () => {
  app = await startApp()
  ;({ ask, expectDescribed } = await readOpenApi(app))
  id = storedId(await sendMail(app.smtpPort, { subject: 'x', text: 'x' }))
})
afterAll(() => app.stop())

test('of long work, import and export', async () => {
  const [jobs, list] = [`${apiPrefix}/jobs`, `${apiPrefix}/import`]
  await expectDescribed('POST', `${jobs}/deletion`, `${jobs}/deletion`, { q: 'nothing-like-it' })
  await expectDescribed('POST', `${jobs}/deletion`, `${jobs}/deletion`, { q: '"open' })
  await expectDescribed('GET', jobs, jobs)
  const [{ id: job }] = (await ask('GET', jobs)).json().items as [{ id: string }]
  await expectDescribed('GET', `${jobs}/{id}`, `${jobs}/${job}`)
  await expectDescribed('DELETE', `${jobs}/{id}`, `${jobs}/${job}`)
  await expectDescribed('DELETE', `${jobs}/{id}`, `${jobs}/unknown`)
  await expectDescribed('POST', list, `${list}?mailbox=made@mayfly.test`, { 'no mail': 'but a file' })
  await expectDescribed('POST', list, `${list}?date=never`, {})
  for (const query of ['', '?format=zip', '?ids=x'])
    await expectDescribed('GET', `${apiPrefix}/export`, `${apiPrefix}/export${query}`)
  await expectDescribed(
    'GET',
    `${apiPrefix}/messages/{id}/attachments.zip`,
    `${apiPrefix}/messages/${id}/attachments.zip`,
  )
})

test('of deletions that are held', async () => {
  const held = `${apiPrefix}/held-deletions`
  const hold = { id: 'a'.repeat(32), ids: [id], seconds: 60 }
  await expectDescribed('POST', held, held, hold)
  await expectDescribed('POST', held, held, { ...hold, seconds: 0 })
  for (let times = 0; times < 2; times++)
    await expectDescribed('DELETE', `${held}/{id}`, `${held}/${hold.id}`)
})

test('of backups, in a store that has none', async () => {
  const [list, restore] = [`${apiPrefix}/backups`, `${apiPrefix}/restore`]
  await expectDescribed('GET', list, list)
  await expectDescribed('POST', list, list)
  await expectDescribed('DELETE', `${list}/{name}`, `${list}/unknown`)
  await expectDescribed('POST', `${list}/{name}/restore`, `${list}/unknown/restore`)
  await expectDescribed('GET', `${list}/{name}/file`, `${list}/unknown/file`)
  await expectDescribed('POST', restore, restore, { no: 'backup' })
})

test('of the report', async () => {
  await expectDescribed('GET', `${apiPrefix}/diagnostics`, `${apiPrefix}/diagnostics`)
  await expectDescribed('GET', `${apiPrefix}/diagnostics.zip`, `${apiPrefix}/diagnostics.zip`)
})
