import { expect, test } from 'vitest'
import { createEventBus } from '../events/bus.ts'
import { openWriter } from '../storage/open-store.ts'
import { createRepository, runOn } from '../storage/queries.ts'
import { unlimitedPlan } from '#main/accounts/plans.ts'
import { defaultSettings } from '#shared/api/settings.ts'
import { createCreateHandler } from './create-handler.ts'
import { mailboxQueries } from './repository.ts'

/** The handler over a real store, with names that come in this order, the last one over and over. */
function setUp(...names: string[]) {
  const repository = createRepository(mailboxQueries, runOn(openWriter(':memory:'), mailboxQueries))
  const { createMailbox } = createCreateHandler({
    repository,
    randomLocalPart: () => (names.length > 1 ? names.shift()! : names[0]!),
    events: createEventBus(() => undefined),
    settings: () => defaultSettings,
    planOf: () => unlimitedPlan,
    now: () => 0,
    watchExpiry: () => undefined,
    deleteMail: async () => undefined,
  })
  const context = { caller: { kind: 'owner' } as const, signal: new AbortController().signal }
  return (asked: Parameters<typeof createMailbox>[0] = {}) => createMailbox(asked, context)
}

test('a random name that is taken is no conflict: another is chosen', async () => {
  const create = setUp('one', 'one', 'one', 'two')
  expect(await create()).toMatchObject({ address: 'one@mayfly.test' })
  expect(await create()).toMatchObject({ address: 'two@mayfly.test' })
})

test('a chosen name that is taken is one; so is a store in which every random name is', async () => {
  const create = setUp('one')
  await create()
  await expect(create({ localPart: 'one' })).rejects.toMatchObject({ code: 'conflict' })
  await expect(create()).rejects.toMatchObject({ code: 'conflict' })
})
