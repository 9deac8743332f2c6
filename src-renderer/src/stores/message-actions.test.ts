import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { describe, expect, test, vi } from 'vitest'
import type { Call } from '#shared/api/contract.ts'
import { AppError } from '#shared/api/errors.ts'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { clientKey, type Client } from '../api/client.ts'
import { allMail } from './list-query.ts'
import { useMessageActions } from './message-actions.ts'
import { useMessages } from './messages.ts'
import { useRemovals } from './removals.ts'

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
  return { messages: useMessages(pinia), actions: useMessageActions(pinia), removals: useRemovals(pinia) }
}

test('a change that is refused takes back what it changed, and no other change', async () => {
  const { messages, actions } = setUp()
  await messages.load(allMail)
  const pinning = actions.change([mail], { pinned: true })
  await actions.change([messages.find('a')!], { unread: false, addTags: ['new'] })
  await expect(pinning).rejects.toMatchObject({ code: 'unavailable' })
  expect(messages.find('a')).toMatchObject({ pinned: false, unread: false, tags: ['old', 'new'] })
})

describe('Undo of what the server holds', () => {
  const removal = { view: allMail, messages: [{ ...mail, mailboxId: 'm', address: 'x@mayfly.test' }] }
  const unheard = () => new AppError('unavailable', 'The server cannot be reached.')
  const carriedOut = () => new AppError('not_found', 'It has been carried out.')

  /** `answers`: what the server says each time it is asked; undefined is yes. */
  async function undo(...answers: (AppError | undefined)[]) {
    const { actions, removals } = setUp()
    const asked = vi.fn(async () => {
      const answer = answers[asked.mock.calls.length - 1]
      if (answer) throw answer
    })
    removals.add(removal)
    const undone = actions.undoHeld({ removal, back: asked(), askAgain: asked })
    expect(removals.hides('a')).toBe(false)
    const outcome = await undone.then(
      () => 'undone',
      (error: unknown) => (error as AppError).code,
    )
    return [outcome, asked.mock.calls.length]
  }

  test('is done when the server lets go of it, asked once more where it was not heard', async () => {
    expect(await undo(undefined)).toEqual(['undone', 1])
    expect(await undo(unheard(), undefined)).toEqual(['undone', 2])
  })

  test('is told when it was too late, or when the server is not heard again', async () => {
    expect(await undo(carriedOut())).toEqual(['not_found', 1])
    expect(await undo(unheard(), carriedOut())).toEqual(['not_found', 2])
    expect(await undo(unheard(), unheard())).toEqual(['unavailable', 2])
  })
})
