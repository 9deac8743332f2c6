import { expect, test } from 'vitest'
import { openWriter } from '../storage/open-store.ts'
import { createRepository, runOn } from '../storage/queries.ts'
import { deliveryQueries } from './delivery-repository.ts'
import { createEnding } from './ending.ts'
import { createRegistry } from './registry.ts'
import { webhookQueries, type WebhookRow } from './repository.ts'

/** A webhook in a store of its own, with what the API does to it. */
async function createStore() {
  const db = openWriter(':memory:')
  const webhooks = createRepository(webhookQueries, runOn(db, webhookQueries))
  const deliveries = createRepository(deliveryQueries, runOn(db, deliveryQueries))
  const { id } = (await webhooks.insertWebhook({
    accountId: 'local',
    url: 'https://app.example/',
    events: ['*'],
    mailboxId: null,
    domains: null,
    secret: 'whsec_',
    keyId: null,
    now: 1,
    most: 100,
  })) as WebhookRow
  const delivery = { webhookId: id, event: 'message.deleted', payload: '{}' }
  return {
    id,
    webhooks,
    deliveries,
    delivery,
    count: async (status: string) =>
      (await deliveries.listDeliveries({ webhookId: id, status, limit: 10_000, before: null })).total,
  }
}

test('nothing is queued for a webhook that was switched off a moment ago', async () => {
  const { id, webhooks, deliveries, delivery, count } = await createStore()
  const settled = (await deliveries.insertDelivery({ ...delivery, now: 1 }))!
  await webhooks.changeWebhook({ id, change: { enabled: false, fromNow: false } })
  expect(await deliveries.queueDeliveries({ deliveries: [delivery], advances: [], now: 1 })).toEqual([id])
  expect(await deliveries.insertDelivery({ ...delivery, now: 1 })).toBeUndefined()
  expect(await deliveries.redeliver({ id: settled.id, webhookId: id, now: 1 })).toBeUndefined()
  expect([await count('pending'), await count('failed')]).toEqual([1, 0])
})

test('what is still to be sent is given up in steps, and deleted in steps', async () => {
  const { id, webhooks, deliveries, delivery, count } = await createStore()
  const steps: number[] = []
  const noted = async (step: Promise<number>) => (steps.push(await step), steps.at(-1)!)
  const ending = createEnding({
    registry: createRegistry([]),
    webhooks,
    deliveries: {
      giveUpDeliveries: step => noted(deliveries.giveUpDeliveries(step)),
      deleteDeliveries: step => noted(deliveries.deleteDeliveries(step)),
    },
    keyOf: () => undefined,
    forget: () => {},
    onError: () => {},
  })
  const webhook = { id, keyId: null, domains: null }
  await deliveries.queueDeliveries({ deliveries: Array(1_200).fill(delivery), advances: [], now: 1 })
  await ending.giveUp(webhook)
  expect([steps, await count('pending')]).toEqual([[0], 1_200])

  await webhooks.changeWebhook({ id, change: { enabled: false, fromNow: false } })
  expect(await count('pending')).toBe(1_200)
  await ending.giveUp(webhook)
  expect([steps, await count('pending'), await count('failed')]).toEqual([[0, 500, 500, 200], 0, 1_200])
  await ending.clear(id)
  expect([steps.slice(4), await count('failed')]).toEqual([[500, 500, 200], 0])
})
