import { extname } from 'node:path'
import { globSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '#main/ingest/limits.ts'
import type { MessageDetail } from '#shared/api/message-shapes.ts'
import { fixture, sendRaw, storedId } from '#test/support/send-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

type Expected = {
  subject?: string
  fromAddress?: string | null
  fromName?: string
  textIncludes?: string
  htmlIncludes?: string
  attachments?: { filename: string | null; contentType: string; sizeBytes: number }[]
}
/** `correct` is what is right where the parser alone gives something else; reading better than it is welcome. */
type Entry = Expected & { correct?: Expected }

const entries = Object.entries({
  ...(JSON.parse(fixture('mail/expected.json').toString()) as Record<string, Entry>),
  // The standard does not say which of two subjects counts; here the first is shown, with a warning.
  'broken/duplicate-headers.eml': { subject: 'First subject', textIncludes: '<b>body</b>' } as Entry,
})

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

describe.each(entries)('%s', (name, expected) => {
  const bytes = fixture(`mail/${name}`)

  test('by SMTP it keeps its bytes and is read as a person would', async () => {
    const id = storedId(await sendRaw(app.smtpPort, bytes))
    expect((await raw(id)).equals(onTheWire(bytes))).toBe(true)
    check(await detail(id), expected)
  })

  // Nothing at all is refused by the API as a slip of the caller; SMTP takes it.
  if (bytes.length === 0) return
  test('injected it keeps its bytes to the last', async () => {
    const response = await fetch(`${app.url}/api/v1/mailboxes/injected@mayfly.test/messages`, {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body: new Uint8Array(bytes),
    })
    expect(response.status).toBe(201)
    const made = (await response.json()) as MessageDetail
    expect((await raw(made.id)).equals(bytes)).toBe(true)
    check(made, expected)
  })
})

test('the list of what to expect names every fixture', () => {
  const files = globSync('**/*.eml', { cwd: new URL('../../fixtures/mail/', import.meta.url).pathname })
  expect(entries.map(([name]) => name).toSorted()).toEqual(files.toSorted())
})

/** SMTP cannot end a mail but behind a line end (RFC 5321, 4.1.1.4): a client has to add the one that is missing. */
function onTheWire(bytes: Buffer): Buffer {
  return bytes.toString('latin1').endsWith('\r\n') ? bytes : Buffer.concat([bytes, Buffer.from('\r\n')])
}

function check(detail: MessageDetail, { correct, ...expected }: Entry): void {
  for (const [field, see] of Object.entries(sights)) {
    const name = field as keyof typeof sights
    if (expected[name] === undefined) continue
    see(detail, correct?.[name] === undefined ? [expected[name]] : [expected[name], correct[name]])
  }
}

type Sight = (detail: MessageDetail, allowed: unknown[]) => void

const sights: Record<keyof Expected, Sight> = {
  subject: ({ subject }, allowed) =>
    expect(allowed.map(one => String(one).slice(0, limits.subjectChars))).toContain(subject),
  fromAddress: ({ from }, allowed) => expect(allowed).toContain(from.address || null),
  fromName: ({ from }, allowed) => expect(allowed).toContain(from.name),
  textIncludes: ({ text }, allowed) => expectPiece(text, allowed),
  htmlIncludes: ({ html }, allowed) => expectPiece(html ?? '', allowed),
  attachments: ({ attachments }, allowed) => {
    const seen = attachments.map(({ filename, contentType, sizeBytes }) => ({
      filename,
      contentType,
      sizeBytes,
    }))
    expect((allowed as Required<Expected>['attachments'][]).map(list => list.map(cutName))).toContainEqual(
      seen,
    )
  },
}

function expectPiece(text: string, allowed: unknown[]): void {
  const lines = text.replaceAll('\r\n', '\n')
  if (!allowed.some(piece => lines.includes(String(piece)))) expect(lines).toContain(allowed[0])
}

function cutName<A extends { filename: string | null }>(attachment: A): A {
  const { filename } = attachment
  if (filename === null || filename.length <= limits.filenameChars) return attachment
  // What is cut is the middle: the ending says what the file is.
  const ending = extname(filename)
  return { ...attachment, filename: filename.slice(0, limits.filenameChars - ending.length) + ending }
}

async function raw(id: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(`${app.url}/api/v1/messages/${id}/raw`)).arrayBuffer())
}

async function detail(id: string): Promise<MessageDetail> {
  const response = await fetch(`${app.url}/api/v1/messages/${id}`)
  expect(response.status).toBe(200)
  return (await response.json()) as MessageDetail
}
