import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/api/errors.ts'
import { callNames } from '#shared/shell/call-names.ts'
import { calls } from '#shared/shell/calls.ts'
import { channelOf } from '#shared/shell/channels.ts'
import { serveCalls, type CallHandlers } from './serve-calls.ts'
import type { Page } from './page.ts'

type Listener = (event: unknown, given?: unknown) => Promise<unknown>

const contents = { id: 1 }
const mainFrame = { url: 'mayfly-app://app/#/mail', parent: null }
const good = { sender: contents, senderFrame: mainFrame }
const strangers: [string, object][] = [
  ['another window', { sender: { id: 2 }, senderFrame: mainFrame }],
  ['a frame within the page', { sender: contents, senderFrame: { ...mainFrame, parent: mainFrame } }],
  ['a page of elsewhere', { sender: contents, senderFrame: { url: 'https://shop.test/', parent: null } }],
  ['a mail’s own page', { sender: contents, senderFrame: { url: 'about:srcdoc', parent: null } }],
  [
    'a host that only begins alike',
    { sender: contents, senderFrame: { url: 'mayfly-app://app.shop.test/', parent: null } },
  ],
  ['a frame that is gone', { sender: contents, senderFrame: null }],
]
/** Something of every kind that can cross, none of which any call takes whole. */
const odd: unknown[] = [undefined, null, true, -0.5, NaN, 'x', [], ['getInfo'], {}, { more: 1 }, new Date(0)]

describe.each(callNames)('%s', name => {
  const { input } = calls[name]

  test.each(strangers)('is not for %s', async (_name, event) => {
    const { call, seen } = serve()
    for (const given of odd)
      expect(await call(name, event, given)).toMatchObject({ ok: false, error: { error: 'forbidden' } })
    expect(seen).toEqual([])
  })

  test('is not done with what it does not take', async () => {
    const { call, seen } = serve()
    const wrong = odd.filter(given => !input.safeParse(given).success)
    expect(wrong.length).toBeGreaterThan(5)
    for (const given of wrong)
      expect(await call(name, good, given)).toMatchObject({ ok: false, error: { error: 'bad_request' } })
    expect(seen).toEqual([])
  })

  test('is not done without a window', async () => {
    const { call } = serve({ isOpen: false })
    expect(await call(name, good)).toMatchObject({ ok: false, error: { error: 'forbidden' } })
  })
})

test('our page is answered', async () => {
  const { call, seen } = serve()
  expect(await call('openLink', good, 'https://shop.test/')).toEqual({ ok: true, output: 'done' })
  expect(await call('follow', good)).toEqual({ ok: true, output: 'done' })
  expect(seen).toEqual([
    ['openLink', 'https://shop.test/'],
    ['follow', undefined],
  ])
})

test('errors cross as data; what was not meant for the page stays behind', async () => {
  const refused = serve({ failure: new AppError('not_found', 'No such message.') })
  expect(await refused.call('follow', good)).toEqual({
    ok: false,
    error: { error: 'not_found', message: 'No such message.' },
  })
  expect(refused.errors).toEqual([])
  const failure = new Error('/home/someone/secret')
  const broken = serve({ failure })
  expect(JSON.stringify(await broken.call('follow', good))).not.toContain('secret')
  expect(broken.errors).toEqual([failure])
})

function serve({ failure, isOpen = true }: { failure?: Error; isOpen?: boolean } = {}) {
  const listeners = new Map<string, Listener>()
  const seen: unknown[] = []
  const errors: unknown[] = []
  const handle = (name: string) => (input: unknown) => {
    if (failure) throw failure
    seen.push([name, input])
    return 'done'
  }
  serveCalls({
    ipc: { handle: (channel: string, listener: Listener) => listeners.set(channel, listener) } as never,
    page: () => (isOpen ? ({ contents } as never as Page) : undefined), // only its id is looked at
    handlers: Object.fromEntries(callNames.map(name => [name, handle(name)])) as never as CallHandlers,
    onError: error => errors.push(error),
  })
  return {
    seen,
    errors,
    call: (name: (typeof callNames)[number], event: unknown, given?: unknown) =>
      listeners.get(channelOf(name))!(event, given),
  }
}
