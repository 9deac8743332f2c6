import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const url = '/api/v1/mailboxes/inject@mayfly.test/messages'

async function post(body: string | Uint8Array, type: string) {
  const headers = { 'content-type': type }
  const response = await fetch(`${app.url}${url}`, { method: 'POST', headers, body: body as string })
  return { status: response.status, body: (await response.json()) as { id: string; error: string } }
}

async function rawOf(id: string): Promise<Buffer> {
  const answer = await app.app.http.inject({
    url: `/api/v1/messages/${id}/raw`,
    headers: { host: 'localhost' },
  })
  return answer.rawPayload
}

describe('a whole source', () => {
  test('as bytes keeps every byte there is', async () => {
    const bytes = Buffer.concat([
      Buffer.from('Subject: x\r\n\r\n'),
      Buffer.from(Array.from({ length: 256 }, (_, n) => n)),
    ])
    const { status, body } = await post(new Uint8Array(bytes), 'message/rfc822')
    expect(status).toBe(201)
    expect((await rawOf(body.id)).equals(bytes)).toBe(true)
  })

  test('as a text of JSON is UTF-8, whatever it holds', async () => {
    const raw = 'Subject: Grüße, 日本語 €\r\n\r\nnaïve café ☕'
    const { body } = await post(JSON.stringify({ raw }), 'application/json')
    expect((await rawOf(body.id)).toString()).toBe(raw)
    const detail = await injectClient(app).call('getMessage', { id: body.id })
    expect(detail.subject).toBe('Grüße, 日本語 €')
  })

  test('that is empty is refused, and so is one beside the parts of another mail', async () => {
    expect((await post(JSON.stringify({ raw: '' }), 'application/json')).status).toBe(400)
    expect((await post(JSON.stringify({ raw: 'x', subject: 'y' }), 'application/json')).status).toBe(400)
  })

  test('that has no byte at all has no header field either', async () => {
    const { status, body } = await post(new Uint8Array(), 'message/rfc822')
    expect(status).toBe(201)
    const { headers, warnings } = await injectClient(app).call('getMessage', { id: body.id })
    expect({ headers, warnings }).toEqual({ headers: [], warnings: ['The mail is empty.'] })
  })

  test('over 50 MB is 413, as by SMTP', async () => {
    const { status, body } = await post(new Uint8Array(52_428_801).fill(120), 'message/rfc822')
    expect([status, body.error]).toEqual([413, 'payload_too_large'])
  })
})

describe('the parts of a mail', () => {
  const mail = { from: 'Bot <bot@shop.test>', subject: 'Parts' }
  const inject = (more: object) => post(JSON.stringify({ ...mail, ...more }), 'application/json')

  test.each(['not an address', '<nobody>', 'Bot <bot@>', '@shop.test', '<>'])(
    'need a sender with an address: %s is none',
    async from => {
      await expect(
        injectClient(app).call('injectMessage', { ...mail, idOrAddress: 'inject@mayfly.test', from }),
      ).rejects.toMatchObject({ code: 'bad_request', details: [{ field: 'from' }] })
    },
  )

  test('cannot bring headers of their own', async () => {
    const { body } = await inject({ subject: 'a\r\nBcc: evil@evil.test\r\n\r\nbody', text: 'x' })
    const detail = await injectClient(app).call('getMessage', { id: body.id })
    expect(detail.bcc).toEqual([])
    expect(detail.headers.map(({ name }) => name)).not.toContain('Bcc')
    expect(detail.text.trim()).toBe('x')
  })

  test('cannot make the server read files or call others', async () => {
    for (const attachment of [
      { filename: 'a', path: '/etc/passwd' },
      { filename: 'a', href: 'http://127.0.0.1:1/' },
      { filename: 'a', content: { path: '/etc/passwd' } },
      { filename: 'a', content: '!not base64!' },
    ])
      expect((await inject({ attachments: [attachment] })).status, JSON.stringify(attachment)).toBe(400)
    const { body } = await inject({ html: { path: '/etc/passwd' } })
    expect(body.error).toBe('bad_request')
  })

  test('make the mail that was meant', async () => {
    const content = Buffer.from([0, 255, 1, 254]).toString('base64')
    const image = { filename: 'ü.png', contentType: 'image/png', content, contentId: 'logo' }
    const { body } = await inject({ text: 'text', html: '<img src="cid:logo">', attachments: [image] })
    expect(await injectClient(app).call('getMessage', { id: body.id })).toMatchObject({
      from: { name: 'Bot', address: 'bot@shop.test' },
      to: [{ address: 'inject@mayfly.test' }],
      text: 'text',
      html: '<img src="cid:logo">',
      attachments: [
        { filename: 'ü.png', contentType: 'image/png', sizeBytes: 4, contentId: 'logo', inline: true },
      ],
      envelope: { mailFrom: 'bot@shop.test', rcptTo: ['inject@mayfly.test'] },
      smtp: null,
      warnings: [],
    })
  })
})

test('a long text comes back as it was, however its source is written', async () => {
  const text = 'Grüße, a word, and 123456.\n'.repeat(20_000)
  const { id } = await injectClient(app).call('injectMessage', {
    idOrAddress: 'long@mayfly.test',
    from: 'a@b.test',
    subject: 'x',
    text,
  })
  expect((await injectClient(app).call('getMessage', { id })).text.trimEnd()).toBe(text.trimEnd())
  expect((await rawOf(id)).toString('latin1')).toContain('Content-Transfer-Encoding: base64')
})
