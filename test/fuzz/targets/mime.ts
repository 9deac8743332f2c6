import { deepEqual } from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { listParts, readPartContent } from '#main/ingest/mime/part-content.ts'
import { readLeanMail } from '#main/ingest/mime/lean-mail.ts'
import { parseMail } from '#main/ingest/parse-mail.ts'
import { readMime } from '#main/ingest/read-mime.ts'
import type { MessageDetail } from '#shared/api/message-shapes.ts'
import { deeplyNested } from '#test/support/hard-mail/deeply-nested.ts'
import { hugeHeader } from '#test/support/hard-mail/huge-header.ts'
import { manyHeaders } from '#test/support/hard-mail/many-headers.ts'
import { manyParts } from '#test/support/hard-mail/many-parts.ts'
import { manyRecipientsHeader } from '#test/support/hard-mail/many-recipients-header.ts'
import { mutateMail } from '#test/support/mutate-mail.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'
import { damageBytes, times } from '../damage.ts'
import { tryInput, type Random, type Target } from '../target.ts'

const perRound = 40
/** Of so many mails, one goes all the way through the store and out of every route. */
const storedEvery = 8
/**
 * What one mail of at most `maxBytes` may take of the thread, in processor time, which other programs on the machine do not
 * change: a mail that takes the square of its length takes minutes.
 */
const maxCpuMs = 1_500
const maxBytes = 120_000
/** Of a mail that is mutated, so much is repeated until it is as large as it may be. */
const repeatedBytes = 24

/** Mails of all kinds, damaged in all ways, read by both readers. */
export const mime: Target = {
  name: 'mime',
  shortRounds: 2,
  async open() {
    const sources = readSources()
    const app = await startApp()
    return {
      async round(random) {
        const mails = times(perRound, () => makeMail(sources, random))
        const found = []
        for (const [index, raw] of mails.entries()) {
          const input = () => raw.toString('latin1')
          found.push(...(await tryInput(input, () => readAlone(raw))))
          if (index % storedEvery === 0) found.push(...(await tryInput(input, () => store(app, raw))))
        }
        return { inputs: mails.length, found }
      },
      close: () => app.stop(),
    }
  },
}

function readSources(): Buffer[] {
  const folder = new URL('../../fixtures/', import.meta.url)
  const files = ['mail', 'codes', 'fuzz'].flatMap(kind =>
    globSync(`${kind}/**/*.eml`, { cwd: folder.pathname }),
  )
  const hard = [
    deeplyNested(25),
    manyParts(40),
    manyHeaders(150),
    hugeHeader(3_000),
    manyRecipientsHeader(80),
  ]
  return [...files.toSorted().map(file => readFileSync(new URL(file, folder))), ...hard]
}

function makeMail(sources: readonly Buffer[], random: Random): Buffer {
  const source = random.pick(sources)
  const kind = random.below(10)
  if (kind < 6) return fromLatin1(mutateMail(source.toString('latin1'), random))
  if (kind < 8) return damageBytes(source, random).subarray(0, maxBytes)
  if (kind === 8) return spliced(source, random.pick(sources), random)
  return repeated(source, random)
}

const fromLatin1 = (text: string): Buffer => Buffer.from(text.slice(0, maxBytes), 'latin1')

/** The beginning of one mail and the end of another. */
function spliced(one: Buffer, other: Buffer, random: Random): Buffer {
  const parts = [one.subarray(0, random.below(one.length)), other.subarray(random.below(other.length))]
  return Buffer.concat(parts).subarray(0, maxBytes)
}

/** One piece of the mail again and again, which shows what takes more time than the mail has bytes. */
function repeated(source: Buffer, random: Random): Buffer {
  const head = source.indexOf('\r\n\r\n')
  const at = random.below(random.chance() && head > 0 ? head : source.length)
  const piece = source.subarray(at, at + 1 + random.below(repeatedBytes))
  const count = Math.floor((random.chance() ? maxBytes : 20_000) / Math.max(1, piece.length))
  return Buffer.concat([source.subarray(0, at), ...times(count, () => piece), source.subarray(at)]).subarray(
    0,
    maxBytes,
  )
}

async function readAlone(raw: Buffer): Promise<void> {
  const before = process.threadCpuUsage()
  await parseMail(raw)
  for (const { path } of listParts(raw).slice(0, 20))
    if (!readPartContent(raw, path)) throw new Error(`The part ${path} is listed but not there`)
  const { user } = process.threadCpuUsage(before)
  if (user / 1000 > maxCpuMs) throw new Error(`It took ${user / 1000} ms to read ${raw.length} bytes`)
  const lean = readLeanMail(raw)
  if (lean) deepEqual(lean, await readMime(raw))
}

async function store(app: TestApp, raw: Buffer): Promise<void> {
  const ask = async (method: 'GET' | 'POST', path: string, payload?: Buffer) => {
    const type = { 'content-type': 'message/rfc822' }
    const headers = { host: 'localhost', ...(payload ? type : {}) }
    const answer = await app.app.http.inject({
      method,
      url: `/api/v1${path}`,
      headers,
      ...(payload ? { payload } : {}),
    })
    if (answer.statusCode >= 400)
      throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body.slice(0, 300)}`)
    return answer
  }
  if (raw.length === 0) return
  const { id, warnings } = (
    await ask('POST', '/mailboxes/fuzz@mayfly.test/messages', raw)
  ).json<MessageDetail>()
  const fault = warnings.find(warning => warning.includes('could not read this mail, please report'))
  if (fault) throw new Error(fault)
  const { rawPayload } = await ask('GET', `/messages/${id}/raw`)
  if (!rawPayload.equals(raw)) throw new Error('Its source is not what came in')
  for (const part of [
    '',
    '/text',
    '/html',
    '/html?remote=1&dark=1',
    '/headers',
    '/parts',
    '/attachments.zip',
  ])
    await ask('GET', `/messages/${id}${part}`)
}
