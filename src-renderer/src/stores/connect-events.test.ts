import { createPinia } from 'pinia'
import { createApp, effectScope } from 'vue'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { StoreEvent } from '#shared/api/events.ts'
import type { Mailbox } from '#shared/api/mailboxes.ts'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import { clientKey, type Client } from '../api/client.ts'
import { shellKey, type Shell } from '../shell/shell.ts'
import { connectEvents } from './connect-events.ts'
import { allMail } from './list-query.ts'
import { useMailboxes } from './mailboxes.ts'
import { useMessages } from './messages.ts'

const settle = () => vi.advanceTimersByTimeAsync(2_000)

beforeEach(() => {
  vi.useFakeTimers()
  return () => void vi.useRealTimers()
})

/** The stores, wired to a server that answers with what `server` holds. */
async function setUp() {
  const server = {
    mailboxes: ['brief', 'kept'].map(id => ({ id, status: 'active' }) as Mailbox),
    messages: [{ id: 'm1', seq: 1 } as MessageSummary],
  }
  let tell: (event: StoreEvent) => void = () => {}
  let goLive: (live: boolean) => void = () => {}
  const pageOf = <T>(items: T[]) => ({ items, nextCursor: null, total: items.length })
  const client = {
    call: async (name: string) =>
      name === 'listMailboxes'
        ? pageOf(server.mailboxes)
        : name === 'listMessages'
          ? pageOf(server.messages)
          : {},
    subscribe: ({ onEvent, onLive }: { onEvent: typeof tell; onLive: typeof goLive }) => {
      tell = onEvent
      goLive = onLive
      return () => undefined
    },
  } as unknown as Client // no other calls are made here
  const pinia = createPinia()
  const shell: Shell = {
    kind: 'desktop',
    openLink: async () => true,
    copyText: async () => true,
    setUnread: () => {},
    tellLanguage: () => {},
    files: null,
    notifications: null,
    updates: null,
    on: () => () => {},
    tellCommands: () => {},
    desktop: null,
  }
  const app = createApp({}).provide(clientKey, client).provide(shellKey, shell).use(pinia)
  const scope = effectScope()
  app.runWithContext(() => scope.run(connectEvents))
  onTestFinished(() => scope.stop())
  const messages = useMessages(pinia)
  await messages.load(allMail)
  await settle()
  return {
    server,
    tell: (event: StoreEvent) => tell(event),
    goLive: () => goLive(true),
    mailboxes: useMailboxes(pinia),
    messages,
  }
}

const ids = (list: { id: string }[]) => list.map(({ id }) => id)

test('a mailbox that expires vanishes with its mail, also with mail that no event named', async () => {
  const { server, tell, mailboxes, messages } = await setUp()
  expect([ids(mailboxes.active), ids(messages.loaded)]).toEqual([['brief', 'kept'], ['m1']])
  server.mailboxes = server.mailboxes.slice(1)
  server.messages = []
  tell({ type: 'mailbox.expired', mailboxIds: ['brief'] })
  await settle()
  expect([ids(mailboxes.active), ids(messages.loaded)]).toEqual([['kept'], []])
})

test('one that is archived moves there, and back when it is restored', async () => {
  const { server, tell, mailboxes } = await setUp()
  const move = async (status: Mailbox['status'], type: 'mailbox.archived' | 'mailbox.restored') => {
    server.mailboxes = server.mailboxes.map(one => (one.id === 'kept' ? { ...one, status } : one))
    tell({ type, mailboxIds: ['kept'] })
    await settle()
    return [ids(mailboxes.active), ids(mailboxes.archived)]
  }
  expect(await move('archived', 'mailbox.archived')).toEqual([['brief'], ['kept']])
  expect(await move('active', 'mailbox.restored')).toEqual([['brief', 'kept'], []])
})

test('what was deleted between the first list and the stream is gone once the stream is there', async () => {
  const { server, goLive, messages } = await setUp()
  server.messages = []
  goLive()
  await settle()
  expect(ids(messages.loaded)).toEqual([])
})
