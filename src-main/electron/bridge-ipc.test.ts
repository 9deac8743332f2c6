import { expect, test } from 'vitest'
import { AppError } from '#shared/api/errors.ts'
import { serveBridge, type Page } from './bridge-ipc.ts'
import { channels } from '#shared/shell/channels.ts'

type Listener = (event: unknown, ...args: unknown[]) => unknown

const contents = { id: 1 }
const mainFrame = { url: 'mayfly-app://app/#/mail', parent: null }
const good = { sender: contents, senderFrame: mainFrame }

test.each([
  ['another window', { sender: { id: 2 }, senderFrame: mainFrame }],
  ['a frame within the page', { sender: contents, senderFrame: { ...mainFrame, parent: mainFrame } }],
  ['a page of elsewhere', { sender: contents, senderFrame: { url: 'https://shop.test/', parent: null } }],
  [
    'a host that only begins alike',
    { sender: contents, senderFrame: { url: 'mayfly-app://app.shop.test/', parent: null } },
  ],
  ['a frame that is gone', { sender: contents, senderFrame: null }],
])('%s has no say', async (_name, event) => {
  const { call, seen } = serve()
  expect(await call(channels.invoke, event, 'getInfo', {})).toMatchObject({ error: { error: 'forbidden' } })
  expect(await call(channels.openLink, event, 'https://shop.test/')).toBe(false)
  await call(channels.setUnreadBadge, event, 3)
  await call(channels.follow, event)
  expect(seen).toEqual([])
})

test('our page has', async () => {
  const { call, seen } = serve()
  expect(await call(channels.invoke, good, 'getInfo', {})).toEqual({ ok: true, output: 'getInfo' })
  expect(await call(channels.openLink, good, 'https://shop.test/')).toBe(true)
  await call(channels.setUnreadBadge, good, 3)
  await call(channels.follow, good)
  expect(seen).toEqual(['getInfo', 'https://shop.test/', 3, 'follow'])
})

test('errors cross as data; what was not meant for the page stays behind', async () => {
  const refused = serve(new AppError('not_found', 'No such message.'))
  expect(await refused.call(channels.invoke, good, 'getMessage', {})).toEqual({
    ok: false,
    error: { error: 'not_found', message: 'No such message.' },
  })
  const broken = serve(new Error('/home/someone/secret'))
  expect(JSON.stringify(await broken.call(channels.invoke, good, 'getMessage', {}))).not.toContain('secret')
})

test('no window, no calls', async () => {
  const { call } = serve(undefined, false)
  expect(await call(channels.invoke, good, 'getInfo', {})).toMatchObject({ ok: false })
})

function serve(failure?: Error, isOpen = true) {
  const listeners = new Map<string, Listener>()
  const seen: unknown[] = []
  const add = (channel: string, listener: Listener) => void listeners.set(channel, listener)
  const page = {
    contents,
    signal: () => new AbortController().signal,
    follow: async () => void seen.push('follow'),
  }
  serveBridge({
    ipc: { handle: add, on: add } as never, // the two methods that are used
    app: { setBadgeCount: count => seen.push(count) > 0 },
    shell: { openExternal: async url => void seen.push(url) },
    async dispatch(name) {
      if (failure) throw failure
      seen.push(name)
      return name
    },
    page: () => (isOpen ? (page as never as Page) : undefined), // only its id is looked at
    onError() {},
  })
  return {
    seen,
    call: async (channel: string, ...args: [unknown, ...unknown[]]) => listeners.get(channel)!(...args),
  }
}
