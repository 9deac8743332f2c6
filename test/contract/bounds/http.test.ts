import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ErrorBody } from '#shared/api/error-body.ts'
import type { Caller } from '#shared/api/handler.ts'
import { bytePaths } from '#shared/api/links.ts'
import { maxPicturePixels, maxTags, maxThumbnailPixels, openCallsAtOnce } from '#shared/api/limits.ts'
import { maxInjectedBytes } from '#shared/api/messages.ts'
import { maxBodyBytes } from '#shared/api/operation.ts'
import { wholeStore } from '#shared/api/scope.ts'
import { maxSearchLength, maxSearchNesting, maxSearchTerms } from '#shared/search/limits.ts'
import { limits } from '#main/ingest/limits.ts'
import { httpLimits } from '#main/http/limits.ts'
import { injectClient } from '#test/support/api-client.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

async function ask(method: 'GET' | 'POST', url: string, payload?: string) {
  const headers = {
    host: 'localhost',
    ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
  }
  const answer = await app.app.http.inject({
    method,
    url,
    headers,
    ...(payload === undefined ? {} : { payload }),
  })
  return { status: answer.statusCode, body: answer.body }
}
const failureOf = ({ body }: { body: string }) => JSON.parse(body) as ErrorBody

/** JSON with white space up to that size. */
const padded = (json: string, bytes: number): string => json.padEnd(bytes)

test.each([
  { what: 'a body', path: '/mailboxes', json: '{}', most: maxBodyBytes, taken: 201 },
  {
    what: 'a body where none carries anything',
    path: '/session',
    json: '{"password":"x"}',
    most: httpLimits.bodyBytes,
    taken: 409,
  },
  {
    what: 'a body with a mail',
    path: '/mailboxes/a@mayfly.test/messages',
    json: '{"from":"a@b.test","subject":"x"}',
    most: maxInjectedBytes,
    taken: 201,
  },
])('$what', async ({ path, json, most, taken }) => {
  for (const bytes of [most - 1, most])
    expect((await ask('POST', `/api/v1${path}`, padded(json, bytes))).status).toBe(taken)
  const refused = await ask('POST', `/api/v1${path}`, padded(json, most + 1))
  expect([refused.status, failureOf(refused).error]).toEqual([413, 'payload_too_large'])
})

test('the depth of JSON', async () => {
  const saidOf = async (depth: number) => {
    // The body itself is a level.
    const answer = await ask(
      'POST',
      '/api/v1/mailboxes',
      `{"deep":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`,
    )
    expect(answer.status).toBe(400)
    return failureOf(answer).message
  }
  const most = httpLimits.jsonDepth
  for (const depth of [most - 1, most]) expect(await saidOf(depth)).toContain('deep: is not a known field')
  expect(await saidOf(most + 1)).toContain(`more than ${most} levels deep`)
  expect(await saidOf(400_000)).toContain(`more than ${most} levels deep`)
})

test('the address and headers of a request', async () => {
  const { hostname, port } = new URL(app.url)
  const answerTo = async (bytes: number) => {
    const socket = connect(Number(port), hostname)
    const head = `GET /health HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\nX-Long: `
    socket.write(`${head}${'x'.repeat(bytes - head.length)}\r\n\r\n`)
    return text(socket)
  }
  // Names and values are counted, and not all that is between them.
  const around = 100
  expect(await answerTo(httpLimits.headerBytes - around)).toMatch(/^HTTP\/1\.1 200/)
  expect(await answerTo(httpLimits.headerBytes + around)).toMatch(
    /^HTTP\/1\.1 400 [^]*larger than this server takes/,
  )
})

test('a parameter in a path', async () => {
  const most = httpLimits.paramChars
  const answerTo = async (length: number) =>
    failureOf(await ask('GET', `/api/v1/messages/${'a'.repeat(length)}`)).message
  // An id of that length is refused as an id; a longer one never gets so far.
  for (const length of [most - 1, most]) expect(await answerTo(length)).toMatch(/^id: too big/)
  expect(await answerTo(most + 1)).toMatch(/longer than 400 characters/)
})

describe('a search', () => {
  const terms = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`).join(' ')
  const nested = (levels: number) => `${'(a '.repeat(levels)}b${')'.repeat(levels)}`
  test.each([
    { what: 'characters', most: maxSearchLength, make: (length: number) => 'a'.repeat(length) },
    { what: 'terms', most: maxSearchTerms, make: terms },
    { what: 'levels', most: maxSearchNesting, make: nested },
  ])('$most $what', async ({ most, make }) => {
    const answerTo = (amount: number) =>
      ask('GET', `/api/v1/messages?${new URLSearchParams({ q: make(amount) })}`)
    for (const amount of [most - 1, most]) expect((await answerTo(amount)).status).toBe(200)
    const refused = await answerTo(most + 1)
    expect(refused.status).toBe(400)
    expect(failureOf(refused).details).toHaveLength(1)
  })
})

test('text that is searched', async () => {
  const api = injectClient(app)
  const find = async (word: string, end: number) => {
    const text = `${'a '.repeat(limits.indexedChars).slice(0, end - word.length)}${word}`
    await api.call('injectMessage', {
      idOrAddress: 'words@mayfly.test',
      raw: `Subject: x\r\n\r\n${text}\r\n`,
    })
    return (await api.call('listMessages', { q: word })).total
  }
  // At the bound the last character of the word belongs to what is read, behind it no more.
  expect(await find(' within', limits.indexedChars - 1)).toBe(1)
  expect(await find(' exactly', limits.indexedChars)).toBe(1)
  expect(await find(' beyond', limits.indexedChars + 1)).toBe(0)
})

test('tags of a message', async () => {
  const api = injectClient(app)
  const { id } = await api.call('injectMessage', {
    idOrAddress: 'tags@mayfly.test',
    raw: 'Subject: x\r\n\r\nx',
  })
  const tags = (count: number) => Array.from({ length: count }, (_, index) => `tag ${index}`)
  for (const count of [maxTags - 1, maxTags])
    expect((await api.call('updateMessage', { id, tags: tags(count) })).tags).toHaveLength(count)
  await expect(api.call('updateMessage', { id, tags: tags(maxTags + 1) })).rejects.toMatchObject({
    code: 'bad_request',
  })
})

describe('calls that stay open', () => {
  const other: Caller = {
    kind: 'key',
    key: { id: 'k', accountId: 'other', service: 'mayfly', mailboxDomains: ['*'] },
  }

  test('calls of one account that wait', async () => {
    const leave = new AbortController()
    const wait = (caller: Caller, timeout = 300) =>
      app.app.dispatch('waitForMessage', { subject: 'never', timeout }, { caller, signal: leave.signal })
    const owner: Caller = { kind: 'owner' }
    const waiting = Array.from({ length: openCallsAtOnce.each }, () => wait(owner))
    const ended = Promise.allSettled(waiting)
    await expect(wait(owner)).rejects.toMatchObject({ code: 'rate_limit_exceeded' })
    // Others have places of their own.
    await expect(wait(other, 0)).rejects.toMatchObject({ code: 'timeout' })
    leave.abort()
    expect(new Set((await ended).map(({ status }) => status))).toEqual(new Set(['rejected']))
    await expect(wait(owner, 0)).rejects.toMatchObject({ code: 'timeout' })
  })

  test('event streams of one account', async () => {
    const follow = (accountId: string | null) =>
      app.app.feed.follow({ scope: { ...wholeStore, accountId }, send: () => {} })
    const ends: (() => void)[] = []
    for (let open = 0; open < openCallsAtOnce.each; open++) ends.push(await follow(null))
    await expect(follow(null)).rejects.toMatchObject({ code: 'rate_limit_exceeded' })
    ends.push(await follow('other'))
    ends.shift()!()
    ends.push(await follow(null))
    await expect(follow(null)).rejects.toMatchObject({ code: 'rate_limit_exceeded' })
    for (const end of ends) end()
  })
})

describe('a picture', () => {
  /** A PNG that says it is so large, and has nothing else to say. */
  const png = (width: number, height: number): Buffer => {
    const bytes = Buffer.from('89504e470d0a1a0a0000000d4948445200000000000000000806000000', 'hex')
    bytes.writeUInt32BE(width, 16)
    bytes.writeUInt32BE(height, 20)
    return bytes
  }
  const inject = (image: Buffer) =>
    injectClient(app).call('injectMessage', {
      idOrAddress: 'pictures@mayfly.test',
      from: 'a@b.test',
      subject: 'x',
      html: '<img src="cid:pic">',
      attachments: [
        { filename: 'a.png', contentType: 'image/png', contentId: 'pic', content: image.toString('base64') },
      ],
    })

  test.each([maxThumbnailPixels, maxPicturePixels])(
    'of %i pixels is given out to be shown, and not of more',
    async most => {
      const statusOf = async (pixels: number) => {
        const { id, attachments } = await inject(png(pixels, 1))
        return (await ask('GET', bytePaths.picture(id, attachments[0]!.id, most))).status
      }
      expect([await statusOf(most - 1), await statusOf(most), await statusOf(most + 1)]).toEqual([
        200, 200, 413,
      ])
    },
  )

  test('that unpacks to too much is no part of the page, but is there to be saved', async () => {
    const pageWith = async (image: Buffer) => {
      const { id, attachments } = await inject(image)
      expect((await ask('GET', bytePaths.attachment(id, attachments[0]!.id))).status).toBe(200)
      return (await ask('GET', bytePaths.html(id))).body
    }
    expect(await pageWith(png(maxPicturePixels, 1))).toContain('data:image/png;base64')
    expect(await pageWith(png(maxPicturePixels, 2))).toContain('cid:pic')
  })
})
