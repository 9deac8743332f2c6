import { globSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { fixture, sendMail, sendRaw, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const get = (path: string, headers: Record<string, string> = {}) =>
  app.app.http.inject({ url: `/api/v1/messages/${path}`, headers: { host: 'localhost', ...headers } })

const send = async (name: string) => storedId(await sendRaw(app.smtpPort, fixture(`mail/${name}.eml`)))

test('raw, text, html and attachments each say what they are and may be kept by one browser only', async () => {
  const id = storedId(
    await sendMail(app.smtpPort, {
      subject: 'Grüße / "x"',
      text: 'text ü',
      html: '<p>html ü</p>',
      attachments: [{ filename: 'a.txt', content: 'abc' }],
    }),
  )
  const raw = await get(`${id}/raw`)
  expect(raw.headers).toMatchObject({
    'content-type': 'message/rfc822',
    'content-disposition': `attachment; filename="Gr__e _ _x_.eml"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20_%20%22x%22.eml`,
  })
  const text = await get(`${id}/text`)
  expect([text.headers['content-type'], text.body]).toEqual(['text/plain; charset=utf-8', 'text ü'])
  const html = await get(`${id}/html`)
  expect(html.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(html.body).toContain('<p>html ü</p>')
  const attachment = await get(`${id}/attachments/1`)
  expect(attachment.headers).toMatchObject({
    'content-type': 'text/plain',
    'content-disposition': `attachment; filename="a.txt"; filename*=UTF-8''a.txt`,
    'content-security-policy': "default-src 'none'; sandbox",
  })
  const part = await get(`${id}/parts/2`)
  expect([attachment.body, part.body]).toEqual(['abc', 'abc'])
  for (const answer of [raw, text, html, attachment, part]) {
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
      vary: expect.stringContaining('Cookie, Authorization, X-API-Key, Origin') as string,
    })
  }
})

test('what a browser has already is not sent again, and nothing else passes for it', async () => {
  const content = [{ filename: 'a.txt', content: 'abc' }]
  const mail = { subject: 'x', html: '<p>x</p>', text: 'x', attachments: content }
  const id = storedId(await sendMail(app.smtpPort, mail))
  const kinds = ['raw', 'text', 'html', 'html?remote=1', 'html?dark=1', 'attachments/1', 'parts/1']
  const paths = kinds.map(part => `${id}/${part}`)
  const first = await Promise.all(paths.map(path => get(path)))
  const tags = first.map(({ headers }) => String(headers['etag']))
  expect(new Set(tags).size).toBe(paths.length)
  for (const [index, path] of paths.entries()) {
    const tag = tags[index]!
    for (const known of [tag, tag.replace('W/', ''), `"other", ${tag}`, '*']) {
      const answer = await get(path, { 'if-none-match': known })
      expect([answer.statusCode, answer.body, answer.headers['etag']], `${path} ${known}`).toEqual([
        304,
        '',
        tag,
      ])
      expect(answer.headers['content-security-policy']).toBe(first[index]!.headers['content-security-policy'])
    }
    for (const other of ['', '"other"', tags[(index + 1) % tags.length]!])
      expect((await get(path, { 'if-none-match': other })).statusCode).toBe(200)
  }
  await injectClient(app).call('deleteMessage', { id })
  for (const [index, path] of paths.entries())
    expect((await get(path, { 'if-none-match': tags[index]! })).statusCode).toBe(404)
})

describe('the page of a mail', () => {
  const policy = (network: string) =>
    [
      "default-src 'none'",
      `img-src data:${network}`,
      `style-src 'unsafe-inline'${network}`,
      `font-src data:${network}`,
      `media-src data:${network}`,
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'self' mayfly-app:",
      'sandbox allow-popups allow-popups-to-escape-sandbox',
    ].join('; ')

  test('can neither run a script nor reach the network; remote=1 opens the network to pictures and styles only', async () => {
    const id = await send('broken/html-script-and-remote')
    const closed = await get(`${id}/html`)
    expect(closed.headers['content-security-policy']).toBe(policy(''))
    expect((await get(`${id}/html?remote=0`)).headers['content-security-policy']).toBe(policy(''))
    const open = await get(`${id}/html?remote=1`)
    expect(open.headers['content-security-policy']).toBe(policy(' http: https:'))
    const mailOf = (page: string) => page.slice(page.indexOf('<html>'))
    // Links and frames connect whatever the policy says, so without the network there are none.
    const connecting = /<(link|i?frame|object|embed)/g
    expect(mailOf(open.body).replaceAll(connecting, '<blocked-$1')).toBe(mailOf(closed.body))
    expect(closed.body).not.toMatch(connecting)
    expect(closed.headers['x-dns-prefetch-control']).toBe('off')
    expect(mailOf(open.body)).toContain('<p>Visible</p>')
  })

  test('a picture that is mentioned a hundred thousand times does not fill the memory', async () => {
    const picture = Buffer.alloc(100_000, 'x')
    const id = storedId(
      await sendMail(app.smtpPort, {
        html: '<img src="cid:a">'.repeat(100_000),
        attachments: [{ filename: 'a.png', content: picture, contentType: 'image/png', cid: 'a' }],
      }),
    )
    const { body } = await get(`${id}/html`)
    expect(body).toContain('data:image/png;base64,')
    expect(body.length).toBeLessThan(30_000_000)
  })

  test.each(['remote=2', 'remote=', 'remote=true', 'remote=1&remote=1', 'other=1'])(
    '?%s is 400',
    async query => {
      const id = storedId(await sendMail(app.smtpPort, { subject: 'x', text: 'x' }))
      expect((await get(`${id}/html?${query}`)).statusCode).toBe(400)
    },
  )

  test('of a mail with text only is that text, and not a tag of it', async () => {
    const id = storedId(
      await sendMail(app.smtpPort, { subject: 'x', text: '<script>alert(1)</script> & </pre><b>x' }),
    )
    const { body } = await get(`${id}/html`)
    expect(body).toContain('&lt;script>alert(1)&lt;/script> &amp; &lt;/pre>&lt;b>x')
    expect(body).not.toContain('<script')
  })

  test('shows inline pictures without asking for them', async () => {
    const id = await send('nodemailer-alternative-attachments')
    const { attachments } = await injectClient(app).call('getMessage', { id })
    const picture = attachments.find(({ contentId }) => contentId !== null)!
    const bytes = (await get(`${id}/attachments/${picture.id}`)).rawPayload
    const { body } = await get(`${id}/html`)
    expect(body).toContain(`data:${picture.contentType};base64,${bytes.toString('base64')}`)
    expect(body).not.toContain(`cid:${picture.contentId}`)
  })

  test('leaves references to pictures that are not there, or that are no pictures', async () => {
    const id = await send('broken/related-cid-missing')
    expect((await get(`${id}/html`)).body).toContain('cid:')
    const other = storedId(
      await sendMail(app.smtpPort, {
        subject: 'x',
        html: '<img src="cid:page">',
        attachments: [
          { filename: 'x.html', content: '<script>alert(1)</script>', contentType: 'text/html', cid: 'page' },
        ],
      }),
    )
    expect((await get(`${other}/html`)).body).toContain('"cid:page"')
  })

  test('keeps its doctype first, so that it is laid out as it was meant', async () => {
    const id = storedId(await sendMail(app.smtpPort, { subject: 'x', html: '<!DOCTYPE html><p>x</p>' }))
    expect((await get(`${id}/html`)).body).toMatch(/^<!DOCTYPE html><base target="_blank">/)
  })
})

describe('a file name cannot do harm', () => {
  const folder = new URL('../../fixtures/mail/broken/', import.meta.url)
  const names = globSync('name-*.eml', { cwd: folder.pathname }).map(file => file.replace('.eml', ''))

  test.each(names)('%s', async name => {
    const id = storedId(await sendRaw(app.smtpPort, readFileSync(new URL(`${name}.eml`, folder))))
    const answer = await get(`${id}/attachments/1`)
    expect(answer.statusCode).toBe(200)
    const header = String(answer.headers['content-disposition'])
    const parts = /^attachment; filename="([^"\\%]{1,200})"; filename\*=UTF-8''([\w%.!#$&+^`|~-]+)$/.exec(
      header,
    )
    expect(parts, header).not.toBeNull()
    for (const filename of [parts![1]!, decodeURIComponent(parts![2]!)]) {
      expect(filename).not.toMatch(/[/\\:\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
      expect(filename).not.toMatch(/^\./)
      expect(filename.length).toBeLessThanOrEqual(200)
    }
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.headers['x-injected']).toBeUndefined()
  })
})

describe('an attachment cannot run in a browser', () => {
  test.each([
    ['page.html', 'text/html', 'application/octet-stream'],
    ['page.xhtml', 'application/xhtml+xml', 'application/octet-stream'],
    ['feed.xml', 'text/xml', 'application/octet-stream'],
    ['script.js', 'text/javascript', 'application/octet-stream'],
    ['movie.swf', 'application/x-shockwave-flash', 'application/octet-stream'],
    ['drawing.svg', 'image/svg+xml', 'image/svg+xml'],
    ['image.png', 'image/png', 'image/png'],
    ['a.pdf', 'application/pdf', 'application/pdf'],
  ])('%s (%s) leaves as %s, to be saved, in a sandbox', async (filename, contentType, sentAs) => {
    const content = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    const id = storedId(
      await sendMail(app.smtpPort, {
        subject: 'x',
        text: 'x',
        attachments: [{ filename, contentType, content }],
      }),
    )
    const answer = await get(`${id}/attachments/1`)
    expect(answer.headers).toMatchObject({
      'content-type': sentAs,
      'content-disposition': expect.stringMatching(/^attachment;/) as string,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    expect(answer.body).toBe(content)
  })
})

describe('what is not there', () => {
  test.each(['raw', 'text', 'html', 'headers', 'attachments/1'])(
    '%s of an unknown message is 404',
    async kind => {
      const answer = await get(`no-such-id/${kind}`)
      expect([answer.statusCode, answer.json().error]).toEqual([404, 'not_found'])
    },
  )

  test.each(['0', '2', '-1', '1.0', '01x', '1e0', '..%2f1', '%2e%2e', 'a', '1%00', '9999999', "1'--"])(
    'attachment %s is 404',
    async attachmentId => {
      const content = [{ filename: 'a.txt', content: 'abc' }]
      const id = storedId(await sendMail(app.smtpPort, { subject: 'x', text: 'x', attachments: content }))
      expect((await get(`${id}/attachments/${attachmentId}`)).statusCode).toBe(404)
    },
  )
})

describe('compression', () => {
  let large: string
  let small: string
  beforeAll(async () => {
    large = storedId(await sendMail(app.smtpPort, { subject: 'large', text: 'many words '.repeat(500) }))
    small = storedId(await sendMail(app.smtpPort, { subject: 'small', text: 'few words' }))
  })

  test('large JSON and text are gzipped for who accepts it', async () => {
    for (const path of [large, `${large}/text`, `${large}/html`]) {
      const answer = await get(path, { 'accept-encoding': 'gzip, br' })
      expect(answer.headers['content-encoding'], path).toBe('gzip')
      expect(String(answer.headers['vary'])).toMatch(/accept-encoding/i)
      expect(gunzipSync(answer.rawPayload).toString()).toContain('many words')
    }
  })

  test('nothing is for who does not, nor is what is small', async () => {
    for (const accepts of ['', 'identity', 'br']) {
      const answer = await get(large, { 'accept-encoding': accepts })
      expect(answer.headers['content-encoding'], accepts).toBeUndefined()
    }
    expect(
      (await get(`${small}/text`, { 'accept-encoding': 'gzip' })).headers['content-encoding'],
    ).toBeUndefined()
  })
})
