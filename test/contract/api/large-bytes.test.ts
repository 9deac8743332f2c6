import { randomBytes } from 'node:crypto'
import nodemailer from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pieceBytes } from '#main/storage/pieces.ts'
import { sendRaw, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const ask = (method: 'GET' | 'HEAD', path: string, headers: Record<string, string> = {}) =>
  app.app.http.inject({ method, url: `/api/v1/messages/${path}`, headers: { host: 'localhost', ...headers } })
const get = (path: string, headers?: Record<string, string>) => ask('GET', path, headers)

test('what is large is stored in pieces, and comes whole', async () => {
  const contents = [0, 1, -1, 400_000].map(more => randomBytes(pieceBytes + more))
  const attachments = contents.map((content, index) => ({ filename: `${index}.bin`, content }))
  const composer = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message } = await composer.sendMail({ from: 'a@b.test', subject: 'large', text: 'x', attachments })
  const mail = message as Buffer
  const id = storedId(await sendRaw(app.smtpPort, mail))
  const raw = await get(`${id}/raw`)
  expect(raw.rawPayload.equals(mail)).toBe(true)
  for (const [index, content] of contents.entries()) {
    const path = `${id}/attachments/${index + 1}`
    const answer = await get(path)
    expect(answer.rawPayload.equals(content)).toBe(true)
    expect(answer.headers['content-length']).toBe(String(content.length))
    expect((await get(path, { 'if-none-match': String(answer.headers['etag']) })).statusCode).toBe(304)
    const head = await app.app.http.inject({
      method: 'HEAD',
      url: `/api/v1/messages/${path}`,
      headers: { host: 'localhost' },
    })
    expect([head.headers['content-length'], head.rawPayload.length]).toEqual([String(content.length), 0])
  }
})
