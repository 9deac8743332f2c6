import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Output } from '#shared/api/contract.ts'
import { httpClient, injectClient, ipcClient, type ApiClient } from '#test/support/api-client.ts'
import { openEvents } from '#test/support/event-source.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const transports = [httpClient, injectClient, ipcClient]

describe.each(transports.map(create => [create.name, create] as const))('over %s', (_name, create) => {
  let api: ApiClient
  let ids: string[]
  beforeEach(async () => {
    api = create(app)
    await api.call('deleteMessages', { pinned: true })
    ids = []
    for (const name of ['one', 'two', 'three'])
      ids.push(
        storedId(await sendMail(app.smtpPort, { to: `${name}@mayfly.test`, subject: name, text: 'x' })),
      )
  })

  /** By subject, oldest first. */
  async function flags() {
    const { items } = await api.call('listMessages', {})
    return items.map(({ subject, unread, pinned, tags }) => [subject, unread, pinned, tags]).toReversed()
  }

  test('many are changed at once, and counted', async () => {
    await api.call('updateMessages', { ids: ids.slice(0, 2), unread: false, pinned: true, tags: ['a', 'b'] })
    await api.call('updateMessages', { ids: [ids[0]!, ids[0]!, ids[2]!], addTags: ['b', 'c'] })
    expect(await flags()).toEqual([
      ['one', false, true, ['a', 'b', 'c']],
      ['two', false, true, ['a', 'b']],
      ['three', true, false, ['b', 'c']],
    ])
    expect(await api.call('getInfo', {})).toMatchObject({ messageCount: 3, unreadCount: 1, pinnedCount: 2 })
    await api.call('updateMessages', { ids, unread: true, pinned: false })
    expect(await api.call('getInfo', {})).toMatchObject({ messageCount: 3, unreadCount: 3, pinnedCount: 0 })
  })

  test('no message gets more than 50 tags, whichever way they come', async () => {
    const fifty = Array.from({ length: 50 }, (_, i) => `tag ${i}`)
    await api.call('updateMessage', { id: ids[0]!, tags: fifty })
    const before = await flags()
    for (const asked of [
      { ids, addTags: ['one more'] },
      { ids, tags: fifty, addTags: ['one more'] },
      { addTags: ['x'] },
    ])
      await expect(api.call('updateMessages', { ...asked, pinned: true })).rejects.toMatchObject({
        code: 'unprocessable',
        message: expect.stringContaining('at most 50 tags') as string,
      })
    expect(await flags()).toEqual(before)
    await api.call('updateMessages', { ids: ids.slice(0, 1), addTags: fifty.slice(0, 3) })
    expect(await flags()).toEqual(before)
  })

  test('one unknown id, and nothing is changed', async () => {
    const before = await flags()
    await expect(
      api.call('updateMessages', { ids: [...ids, 'unknown'], unread: false, tags: ['x'] }),
    ).rejects.toMatchObject({ code: 'not_found' })
    expect(await flags()).toEqual(before)
    await expect(api.call('updateMessages', { ids, q: 'one', unread: false })).rejects.toMatchObject({
      code: 'bad_request',
    })
    expect(await flags()).toEqual(before)
  })

  test('a query picks too; what came after `through` was not meant', async () => {
    await api.call('updateMessages', { q: 'is:unread (two OR three)', unread: false })
    expect((await flags()).map(([, unread]) => unread)).toEqual([true, false, false])
    const { items } = await api.call('listMessages', { q: 'two' })
    await api.call('updateMessages', { through: items[0]!.seq, pinned: true })
    expect((await flags()).map(([, , pinned]) => pinned)).toEqual([true, true, false])
    await api.call('deleteMessages', { through: items[0]!.seq, pinned: true })
    expect((await flags()).map(([subject]) => subject)).toEqual(['three'])
  })

  test('is told by one event', async () => {
    const events = await openEvents(`${app.url}/api/v1/events`)
    await api.call('updateMessages', { ids, unread: false })
    await expect.poll(() => events.of('message.updated')).toHaveLength(1)
    const [{ ids: told }] = events.of('message.updated') as unknown as [{ ids: string[] }]
    expect(told.toSorted()).toEqual(ids.toSorted())
    await events.close()
  })
})

describe('landmarks', () => {
  beforeAll(async () => {
    const api = injectClient(app)
    await api.call('deleteMessages', { pinned: true })
    for (let n = 0; n < 130; n += 1)
      await api.call('injectMessage', {
        idOrAddress: `${n % 2 ? 'odd' : 'even'}@mayfly.test`,
        from: 'a@shop.test',
        subject: `${n % 2 ? 'odd' : 'even'} ${n}`,
        text: 'x',
      })
  })

  test.each([
    ['of all mail', {}, 130],
    ['of a mailbox', { mailbox: 'odd@mayfly.test' }, 65],
    ['of a search', { q: 'subject:even' }, 65],
    ['of a filter', { unread: true }, 130],
  ])('%s lead to where each page would have', async (_name, asked, count) => {
    const api = injectClient(app)
    const marks = await api.call('listLandmarks', { ...asked, every: 50 })
    expect(marks).toMatchObject({ count })
    let cursor: string | null = null
    const cursors: string[] = []
    do {
      const page: Output<'listMessages'> = await api.call('listMessages', {
        ...asked,
        limit: 50,
        ...(cursor ? { cursor } : {}),
      })
      cursor = page.nextCursor
      if (cursor) cursors.push(cursor)
    } while (cursor)
    expect(marks.cursors).toEqual(cursors)
    expect(await api.call('listLandmarks', { ...asked, every: 50, cursor: cursors[0]! })).toEqual({
      count: count - 50,
      cursors: cursors.slice(1),
    })
  })

  test('every page is at least fifty long', async () => {
    await expect(injectClient(app).call('listLandmarks', { every: 1 })).rejects.toMatchObject({
      code: 'bad_request',
    })
  })
})
