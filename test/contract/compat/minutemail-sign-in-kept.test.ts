import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startApp, temporaryFolder } from '#test/support/start-app.ts'
import { choose, newAccount, newApp } from './minutemail-sign-in.ts'

test('what was signed before a restart is good after it, and no secret or code is on the disk or in the log', async () => {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  let log = ''
  const start = () =>
    startApp({ dataDir: folder.path, logLevel: 'debug', logTo: { write: (line: string) => (log += line) } })

  const app = await start()
  const account = await newAccount(app)
  const client = await account.newClient()
  const { id } = await account.newIdentity(client.clientId, 'ada@minutemail.cc')
  const shop = await newApp(`${app.url}/compat/minutemail`, client)
  const location = await choose(shop.url(), { identity: id })
  const { access_token } = await shop.exchange(location)
  const keys = await (await fetch(`${app.url}/compat/minutemail/jwks`)).text()
  await app.stop()

  const again = await start()
  onTestFinished(() => again.stop())
  const base = `${again.url}/compat/minutemail`
  expect(await (await fetch(`${base}/jwks`)).text()).toBe(keys)
  const authorization = `Bearer ${access_token}`
  const info = await fetch(`${base}/oauth/userinfo`, { headers: { authorization } })
  expect(await info.json()).toMatchObject({ sub: id, email: 'ada@minutemail.cc' })

  const code = new URL(location).searchParams.get('code')!
  const files = readdirSync(folder.path, { withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ name }) => readFileSync(join(folder.path, name), 'latin1'))
  expect(files.some(text => text.includes(client.clientId))).toBe(true)
  for (const text of [...files, log])
    for (const secret of [client.clientSecret, code, access_token]) expect(text).not.toContain(secret)
})
