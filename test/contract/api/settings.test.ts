import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultSettings } from '#shared/api/settings.ts'
import { httpClient, injectClient, ipcClient } from '#test/support/api-client.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

describe.each([httpClient, injectClient, ipcClient].map(create => [create.name, create] as const))(
  'settings over %s',
  (_name, create) => {
    test('start with the defaults; what is not named stays; what is changed is in force at once', async () => {
      const api = create(app)
      expect(await api.call('getSettings', {})).toEqual(defaultSettings)
      const changed = { ...defaultSettings, defaultDomain: 'else.test', 'retention.maxAgeDays': 0 }
      expect(
        await api.call('updateSettings', { defaultDomain: 'else.test', 'retention.maxAgeDays': 0 }),
      ).toEqual(changed)
      expect(await api.call('getSettings', {})).toEqual(changed)
      expect((await api.call('createMailbox', {})).domain).toBe('else.test')
      expect(await api.call('updateSettings', {})).toEqual(changed)
      await api.call('updateSettings', defaultSettings)
    })

    test.each([
      { unknownRecipients: 'bounce' },
      { 'retention.maxMessages': -1 },
      { 'retention.maxMessages': 1.5 },
      { 'retention.maxMessages': '10' },
      { 'retention.maxAgeDays': 1e9 },
      { defaultDomain: '' },
      { defaultDomain: null },
      { defaultDomain: 'not a domain' },
      { defaultDomain: 'a@b.test' },
      { theme: 'dark' },
    ])('a value that cannot be is refused and changes nothing: %j', async change => {
      const api = create(app)
      await expect(api.call('updateSettings', change as never)).rejects.toMatchObject({
        code: 'bad_request',
        details: [{ field: Object.keys(change)[0] }],
      })
      expect(await api.call('getSettings', {})).toEqual(defaultSettings)
    })
  },
)

test('settings outlive a restart', async () => {
  const folder = temporaryFolder()
  const first = await startApp({ dataDir: folder.path })
  await injectClient(first).call('updateSettings', { unknownRecipients: 'reject' })
  await first.stop()
  const second = await startApp({ dataDir: folder.path })
  expect(await injectClient(second).call('getSettings', {})).toEqual({
    ...defaultSettings,
    unknownRecipients: 'reject',
  })
  await second.stop()
  folder.remove()
})
