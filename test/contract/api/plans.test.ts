import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { builtInPlans } from '#main/accounts/plans.ts'
import { httpClient, injectClient, ipcClient, type ApiClient } from '#test/support/api-client.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

const noLimits = {
  requestsPerMinute: null,
  burst: null,
  callsPerDay: null,
  callsPerMonth: null,
  activeMailboxes: null,
  archivedMailboxes: null,
  maxLifetimeMinutes: null,
  maxMessageBytes: null,
  retentionDays: null,
}

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

describe.each([httpClient, injectClient, ipcClient].map(create => [create.name, create] as const))(
  'plans over %s',
  (_name, create) => {
    let api: ApiClient
    beforeEach(() => (api = create(app)))
    afterEach(async () => {
      for (const { id } of (await api.call('listAccounts', {})).items)
        if (id !== 'local') await api.call('deleteAccount', { id })
      for (const { id, builtIn } of (await api.call('listPlans', {})).items)
        if (!builtIn) await api.call('deletePlan', { id })
    })

    test('the built-in ones are there and stay as they are', async () => {
      expect(await api.call('listPlans', {})).toEqual({
        items: builtInPlans,
        nextCursor: null,
        total: builtInPlans.length,
      })
      const refused = { code: 'conflict' }
      await expect(api.call('updatePlan', { id: 'free', callsPerDay: 1 })).rejects.toMatchObject(refused)
      await expect(api.call('deletePlan', { id: 'free' })).rejects.toMatchObject(refused)
      await expect(api.call('createPlan', { id: 'free' })).rejects.toMatchObject(refused)
    })

    test('the owner adds one: what is not named has no limit', async () => {
      const tiny = { id: 'tiny', builtIn: false, ...noLimits, requestsPerMinute: 2, activeMailboxes: 0 }
      expect(await api.call('createPlan', { id: 'tiny', requestsPerMinute: 2, activeMailboxes: 0 })).toEqual(
        tiny,
      )
      expect((await api.call('listPlans', {})).items.at(-1)).toEqual(tiny)
      await expect(api.call('createPlan', { id: 'tiny' })).rejects.toMatchObject({ code: 'conflict' })
    })

    test('a change names what changes; null takes a limit away', async () => {
      await api.call('createPlan', { id: 'tiny', requestsPerMinute: 2, callsPerDay: 5, burst: 4 })
      const changed = await api.call('updatePlan', { id: 'tiny', callsPerDay: null, retentionDays: 3 })
      const expected = { ...noLimits, requestsPerMinute: 2, burst: 4, retentionDays: 3 }
      expect(changed).toEqual({ id: 'tiny', builtIn: false, ...expected })
      expect((await api.call('listPlans', {})).items.at(-1)).toEqual(changed)
    })

    test('one that an account is on stays until the account leaves it', async () => {
      await api.call('createPlan', { id: 'tiny' })
      const { id } = await api.call('createAccount', { name: 'on tiny', plan: 'tiny' })
      await expect(api.call('deletePlan', { id: 'tiny' })).rejects.toMatchObject({ code: 'conflict' })
      await api.call('updateAccount', { id, plan: 'free' })
      await api.call('deletePlan', { id: 'tiny' })
      await expect(api.call('updateAccount', { id, plan: 'tiny' })).rejects.toMatchObject({
        code: 'bad_request',
      })
    })

    test('what is not there is not found', async () => {
      const missing = { code: 'not_found' }
      await expect(api.call('updatePlan', { id: 'none', burst: 1 })).rejects.toMatchObject(missing)
      await expect(api.call('deletePlan', { id: 'none' })).rejects.toMatchObject(missing)
    })

    test.each([
      [{ id: 'Gold' }, 'id'],
      [{ id: '-x' }, 'id'],
      [{ id: 'a b' }, 'id'],
      [{ id: 'x'.repeat(51) }, 'id'],
      [{ id: 'x', requestsPerMinute: 0 }, 'requestsPerMinute'],
      [{ id: 'x', callsPerDay: -1 }, 'callsPerDay'],
      [{ id: 'x', callsPerDay: 1.5 }, 'callsPerDay'],
      [{ id: 'x', activeMailboxes: '3' }, 'activeMailboxes'],
      [{ id: 'x', maxMessageBytes: 52_428_801 }, 'maxMessageBytes'],
      [{ id: 'x', burst: 5 }, 'burst'],
      [{ id: 'x', builtIn: true }, 'builtIn'],
      [{ id: 'x', price: 5 }, 'price'],
    ])('a plan that cannot be is refused: %j', async (asked, field) => {
      await expect(api.call('createPlan', asked as never)).rejects.toMatchObject({
        code: 'bad_request',
        details: [{ field }],
      })
      expect((await api.call('listPlans', {})).total).toBe(builtInPlans.length)
    })

    test('a burst is not left without what refills it', async () => {
      await api.call('createPlan', { id: 'tiny', requestsPerMinute: 2, burst: 4 })
      await expect(api.call('updatePlan', { id: 'tiny', requestsPerMinute: null })).rejects.toMatchObject({
        code: 'bad_request',
        details: [{ field: 'burst' }],
      })
      await api.call('updatePlan', { id: 'tiny', requestsPerMinute: null, burst: null })
    })
  },
)

test('the owner’s plans outlive a restart, and so does who is on them', async () => {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  const first = await startApp({ dataDir: folder.path })
  await injectClient(first).call('createPlan', { id: 'mine', callsPerDay: 7 })
  await injectClient(first).call('createAccount', { name: 'x', plan: 'mine' })
  const before = await injectClient(first).call('listPlans', {})
  await first.stop()
  const second = await startApp({ dataDir: folder.path })
  onTestFinished(() => second.stop())
  expect(await injectClient(second).call('listPlans', {})).toEqual(before)
  await expect(injectClient(second).call('deletePlan', { id: 'mine' })).rejects.toMatchObject({
    code: 'conflict',
  })
})
