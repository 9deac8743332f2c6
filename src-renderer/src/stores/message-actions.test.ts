import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { expect, test } from 'vitest'
import type { Call } from '#shared/api/contract.ts'
import { AppError } from '#shared/api/errors.ts'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { clientKey, type Client } from '../api/client.ts'
import { allMail } from './list-query.ts'
import { useMessageActions } from './message-actions.ts'
import { useMessages } from './messages.ts'

const mail = { id: 'a', seq: 1, unread: true, pinned: false, tags: ['old'] } as MessageSummary

/** Has one message, and refuses to pin. */
function setUp() {
  async function updateMessages({ pinned }: Call<'updateMessages'>): Promise<void> {
    if (pinned) throw new AppError('unavailable', 'The server cannot be reached.')
  }
  const client = {
    call: async (name: string, input: Call<'updateMessages'>) =>
      name === 'updateMessages' ? updateMessages(input) : { items: [mail], nextCursor: null, total: 1 },
  } as unknown as Client // no other calls are made here
  const pinia = createPinia()
  createApp({}).provide(clientKey, client).use(pinia)
  return { messages: useMessages(pinia), actions: useMessageActions(pinia) }
}

test('a change that is refused takes back what it changed, and no other change', async () => {
  const { messages, actions } = setUp()
  await messages.load(allMail)
  const pinning = actions.change([mail], { pinned: true })
  await actions.change([messages.find('a')!], { unread: false, addTags: ['new'] })
  await expect(pinning).rejects.toMatchObject({ code: 'unavailable' })
  expect(messages.find('a')).toMatchObject({ pinned: false, unread: false, tags: ['old', 'new'] })
})
