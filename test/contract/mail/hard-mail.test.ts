import { afterAll, beforeAll, expect, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { bigAttachment } from '#test/support/hard-mail/big-attachment.ts'
import { deeplyNested } from '#test/support/hard-mail/deeply-nested.ts'
import { hugeHeader } from '#test/support/hard-mail/huge-header.ts'
import { lineEndsOnly } from '#test/support/hard-mail/line-ends-only.ts'
import { manyHeaders } from '#test/support/hard-mail/many-headers.ts'
import { manyParts } from '#test/support/hard-mail/many-parts.ts'
import { manyRecipientsHeader } from '#test/support/hard-mail/many-recipients-header.ts'
import { sendMail, sendRaw, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

async function send(bytes: Buffer) {
  const id = storedId(await sendRaw(app.smtpPort, bytes))
  const raw = await app.app.http.inject({ url: `/api/v1/messages/${id}/raw`, headers: { host: 'localhost' } })
  return { raw: raw.rawPayload, detail: await injectClient(app).call('getMessage', { id }) }
}

const cut = expect.stringMatching(/only its beginning is shown.*raw source is complete/) as string
const fewHeaders = expect.stringMatching(/Only the first 1000 header fields/) as string

test.each([
  { name: '100 levels', bytes: deeplyNested(100), text: 'The text at the bottom.', warnings: [] },
  { name: '900 parts', bytes: manyParts(900), text: 'The text before the parts.', warnings: [] },
  { name: '1,000 recipients', bytes: manyRecipientsHeader(1000), text: 'The text after', warnings: [] },
  { name: '900 headers', bytes: manyHeaders(900), text: 'The text after the headers.', warnings: [] },
  { name: '1,000 levels', bytes: deeplyNested(1000), text: 'The text at the bottom.', warnings: [cut] },
  { name: '10,000 parts', bytes: manyParts(10_000), text: 'The text before the parts.', warnings: [cut] },
  {
    name: '5,000 headers',
    bytes: manyHeaders(5_000),
    text: 'The text after the headers.',
    warnings: [fewHeaders],
  },
  {
    name: '50,000 headers',
    bytes: manyHeaders(50_000),
    text: 'The text after the headers.',
    warnings: [cut, fewHeaders],
  },
  {
    name: '900 KB of line ends that are none',
    bytes: lineEndsOnly(900_000),
    text: '',
    warnings: [expect.stringContaining('longer than 998') as string],
  },
  {
    name: 'a header of 1.1 MB',
    bytes: hugeHeader(1_100_000),
    text: 'The text after the header.',
    warnings: [cut, expect.stringContaining('longer than 998') as string],
  },
])(
  '$name: stored whole, shown as far as it can be, and the next mail comes in',
  async ({ bytes, text, warnings }) => {
    const { raw, detail } = await send(bytes)
    expect(raw.equals(bytes)).toBe(true)
    expect(detail.from.address).toBe('hard@example.com')
    expect(detail.text).toContain(text)
    expect(detail.warnings).toEqual(warnings)
    storedId(await sendMail(app.smtpPort, { subject: 'next', text: 'still here' }))
  },
)

test('an attachment of 27 MB comes back byte by byte', async () => {
  const bytes = bigAttachment(27 * 1024 * 1024)
  const { raw, detail } = await send(bytes)
  expect(raw.equals(bytes)).toBe(true)
  expect(detail.attachments).toMatchObject([{ filename: 'big.bin', sizeBytes: 27 * 1024 * 1024 }])
  const response = await fetch(`${app.url}/api/v1/messages/${detail.id}/attachments/1`)
  expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.alloc(27 * 1024 * 1024))).toBe(true)
})
