import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ErrorBody } from '#shared/api/error-body.ts'
import type { Caller } from '#shared/api/handler.ts'
import { bytePaths } from '#shared/api/links.ts'
import {
  maxMessageBytes,
  maxPicturePixels,
  maxTags,
  maxThumbnailPixels,
  eventStreamsAtOnce,
  waitingCallsAtOnce,
} from '#shared/api/limits.ts'
import { maxInjectedBytes } from '#shared/api/messages.ts'
import { maxBodyBytes } from '#shared/api/operation.ts'
import { wholeStore } from '#shared/api/scope.ts'
import { maxSearchLength, maxSearchNesting, maxSearchTerms } from '#shared/search/limits.ts'
import { limits } from '#main/ingest/limits.ts'
import { httpLimits } from '#main/http/limits.ts'
import { injectClient } from '#test/support/api-client.ts'
import { edge } from '#test/support/edge.ts'
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
  { what: 'a body', path: '/mailboxes', json: '{}', sizes: edge(maxBodyBytes), taken: 201 },
  {
    what: 'a body where none carries anything',
    path: '/session',
    json: '{"password":"x"}',
    sizes: edge(httpLimits.bodyBytes),
    taken: 409,
  },
  {
    what: 'a body with a mail',
    path: '/mailboxes/a@mayfly.test/messages',
    json: '{"from":"a@b.test","subject":"x"}',
    sizes: edge(maxInjectedBytes),
    taken: 201,
  },
])('$what', async ({ path, json, sizes: [below, at, above], taken }) => {
  for (const bytes of [below, at])
    expect((await ask('POST', `/api/v1${path}`, padded(json, bytes))).status).toBe(taken)
  const refused = await ask('POST', `/api/v1${path}`, padded(json, above))
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
  const [below, most, above] = edge(httpLimits.jsonDepth)
  for (const depth of [below, most]) expect(await saidOf(depth)).toContain('deep: is not a known field')
  expect(await saidOf(above)).toContain(`more than ${most} levels deep`)
  expect(await saidOf(400_000)).toContain(`more than ${most} levels deep`)
})

test('an injected mail', async () => {
  const { id } = await injectClient(app).call('createMailbox', { localPart: 'large', domain: 'mayfly.test' })
  const inject = (bytes: number) => {
    const payload = Buffer.alloc(bytes)
    payload.write('Content-Type: application/octet-stream\r\n\r\n')
    const headers = { host: 'localhost', 'content-type': 'message/rfc822' }
    return app.app.http.inject({
      method: 'POST',
      url: `/api/v1/mailboxes/${id}/messages`,
      headers,
      payload,
    })
  }
  const [below, at, above] = edge(maxMessageBytes)
  for (const bytes of [below, at]) expect((await inject(bytes)).statusCode).toBe(201)
  expect((await inject(above)).statusCode).toBe(413)
})

test('the address and headers of a request', async () => {
  const { hostname, port } = new URL(app.url)
  const answerTo = async (bytes: number) => {
    const socket = connect(Number(port), hostname)
    const lines = [`GET /health HTTP/1.1`, `Host: ${hostname}`, 'Connection: close']
    // What is counted: the address, names and values, not what stands between them.
    const counted = '/health'.length + lines.slice(1).join('').replaceAll(': ', '').length + 'X-Long'.length
    socket.write([...lines, `X-Long: ${'x'.repeat(bytes - counted)}`, '', ''].join('\r\n'))
    return text(socket)
  }
  const [below, at, above] = edge(httpLimits.headerBytes)
  for (const bytes of [below, at]) expect(await answerTo(bytes)).toMatch(/^HTTP\/1\.1 200/)
  expect(await answerTo(above)).toMatch(/^HTTP\/1\.1 400 [^]*larger than this server takes/)
})

test('a parameter in a path', async () => {
  const [below, at, above] = edge(httpLimits.paramChars)
  const answerTo = async (length: number) =>
    failureOf(await ask('GET', `/api/v1/messages/${'a'.repeat(length)}`)).message
  // An id of that length is refused as an id; a longer one never gets so far.
  for (const length of [below, at]) expect(await answerTo(length)).toMatch(/^id: too big/)
  expect(await answerTo(above)).toMatch(/longer than 400 characters/)
})

describe('a search', () => {
  const terms = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`).join(' ')
  const nested = (levels: number) => `${'(a '.repeat(levels)}b${')'.repeat(levels)}`
  test.each([
    { what: 'characters', sizes: edge(maxSearchLength), make: (length: number) => 'a'.repeat(length) },
    { what: 'terms', sizes: edge(maxSearchTerms), make: terms },
    { what: 'levels', sizes: edge(maxSearchNesting), make: nested },
  ])('of so many $what', async ({ sizes: [below, at, above], make }) => {
    const answerTo = (amount: number) =>
      ask('GET', `/api/v1/messages?${new URLSearchParams({ q: make(amount) })}`)
    for (const amount of [below, at]) expect((await answerTo(amount)).status).toBe(200)
    const refused = await answerTo(above)
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
  const [below, at, above] = edge(limits.indexedChars)
  expect(await find(' within', below)).toBe(1)
  expect(await find(' exactly', at)).toBe(1)
  expect(await find(' beyond', above)).toBe(0)
})

test('tags of a message', async () => {
  const api = injectClient(app)
  const { id } = await api.call('injectMessage', {
    idOrAddress: 'tags@mayfly.test',
    raw: 'Subject: x\r\n\r\nx',
  })
  const tags = (count: number) => Array.from({ length: count }, (_, index) => `tag ${index}`)
  const [below, at, above] = edge(maxTags)
  for (const count of [below, at])
    expect((await api.call('updateMessage', { id, tags: tags(count) })).tags).toHaveLength(count)
  await expect(api.call('updateMessage', { id, tags: tags(above) })).rejects.toMatchObject({
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
    const [, at] = edge(waitingCallsAtOnce.each)
    const waiting = Array.from({ length: at }, () => wait(owner))
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
    const [below, at] = edge(eventStreamsAtOnce.each)
    for (let open = 0; open < at; open++) ends.push(await follow(null))
    await expect(follow(null)).rejects.toMatchObject({ code: 'rate_limit_exceeded' })
    ends.push(await follow('other'))
    ends.shift()!()
    // The other account's is not one of them.
    expect(ends).toHaveLength(below + 1)
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

  test.each([edge(maxThumbnailPixels), edge(maxPicturePixels)])(
    'of %i pixels, or of %i, is given out to be shown, and not of %i',
    async (below, most, above) => {
      const statusOf = async (pixels: number) => {
        const { id, attachments } = await inject(png(pixels, 1))
        return (await ask('GET', bytePaths.picture(id, attachments[0]!.id, most))).status
      }
      expect([await statusOf(below), await statusOf(most), await statusOf(above)]).toEqual([200, 200, 413])
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
