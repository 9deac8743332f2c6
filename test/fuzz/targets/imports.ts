import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { AppError } from '#shared/api/errors.ts'
import type { Job } from '#shared/api/jobs.ts'
import { findMails } from '#main/transfer/find-mails.ts'
import { importLimits } from '#main/transfer/limits.ts'
import { temporaryFolder } from '#test/support/start-app.ts'
import { damageBytes, times } from '../damage.ts'
import { openFuzzedApp, type FuzzedApp } from '../open-app.ts'
import { strangeTexts } from '../strange-values.ts'
import { tryInput, type Random, type Target } from '../target.ts'

const perRound = 30
/** Of so many files, one is imported by the application. */
const importedEvery = 6

/** Files to import: mbox, zip, mails; truncated, damaged, with sizes that are lies, nested, bombs, names that climb. */
export const imports: Target = {
  name: 'imports',
  shortRounds: 1,
  async open() {
    const folder = temporaryFolder()
    const fuzzed = await openFuzzedApp({ dataDir: join(folder.path, 'data') })
    const path = join(folder.path, 'file')
    return {
      async round(random) {
        const found = []
        for (let index = 0; index < perRound; index++) {
          const file = await makeFile(random)
          const input = () => `${file.name}\n${file.bytes.toString('base64')}`
          writeFileSync(path, file.bytes)
          found.push(...(await tryInput(input, () => readAll(file.name, path, file.bytes.length))))
          if (index % importedEvery === 0)
            found.push(...(await tryInput(input, () => importIt(fuzzed, file))))
        }
        for (const problem of fuzzed.takeFaults()) found.push({ problem, input: 'one of this round' })
        const left = readdirSync(join(folder.path, 'data')).filter(name => name === 'uploads')
        const files = left.flatMap(name => readdirSync(join(folder.path, 'data', name)))
        if (files.length > 0)
          found.push({ problem: `Uploads are left: ${files.join()}`, input: 'this round' })
        return { inputs: perRound, found }
      },
      async close() {
        await fuzzed.app.stop()
        folder.remove()
      },
    }
  },
}

type File = { name: string; bytes: Buffer }

const mails = readdirSync(new URL('../../fixtures/mail/broken/', import.meta.url))
  .filter(name => name.endsWith('.eml'))
  .toSorted()
  .map(name => readFileSync(new URL(`../../fixtures/mail/broken/${name}`, import.meta.url)))
  .filter(bytes => bytes.length < 50_000)

async function makeFile(random: Random): Promise<File> {
  const name = random.pick(['a.eml', 'a.mbox', 'a.zip', 'a', 'Inbox', ...strangeTexts])
  const whole = await random.pick([makeMbox, makeZip, makeZip, (r: Random) => r.pick(mails)])(random)
  if (random.below(4) === 0) return { name, bytes: whole }
  // The end of a zip is its list of contents, in which all sizes are told.
  const place = random.chance() ? 0 : Math.max(0, whole.length - 300)
  return {
    name,
    bytes: Buffer.concat([whole.subarray(0, place), damageBytes(whole.subarray(place), random)]),
  }
}

function makeMbox(random: Random): Buffer {
  const fromLine = () =>
    random.pick([
      'From a@b.test Sat Nov  1 05:00:00 2025\n',
      'From \n',
      'From -\r\n',
      '\nFrom x\n',
      'From a Sat Nov 99 99:99:99 9999\n',
      `From ${random.pick(strangeTexts)}\n`,
    ])
  const parts = times(random.below(6), () => [
    Buffer.from(fromLine()),
    random.pick(mails),
    Buffer.from(random.pick(['\n', '\r\n', '', '>From \n'])),
  ])
  return Buffer.concat(parts.flat())
}

async function makeZip(random: Random, depth = 0): Promise<Buffer> {
  const zip = new ZipFile()
  for (let left = random.below(5); left > 0; left--) {
    const content = depth === 0 && random.below(6) === 0 ? await makeZip(random, 1) : await makeEntry(random)
    zip.addBuffer(content, `entry-${left}-name.eml`, { compress: random.chance() })
  }
  zip.end()
  const bytes = await buffer(zip.outputStream as Readable)
  return random.chance() ? renamed(bytes, random) : bytes
}

const makeEntry = (random: Random): Buffer =>
  random.pick([
    () => random.pick(mails),
    () => makeMbox(random),
    () => Buffer.alloc(2_000_000, 'Subject: a\n'),
    () => Buffer.alloc(0),
  ])()

/** Names that climb, end, or are no text, of the length that the zip's list has for them. */
function renamed(bytes: Buffer, random: Random): Buffer {
  const names = [
    '../../../../up.eml',
    '/etc/passwd.eml',
    'C:\\windows\\x.eml',
    'a\0b\0c\0d.eml',
    '__MACOSX/._x.eml',
    '\xff\xfe\xfd.eml',
  ]
  const text = bytes.toString('latin1')
  return Buffer.from(
    text.replace(/entry-\d-name\.eml/g, name =>
      random.pick(names).padEnd(name.length, 'x').slice(0, name.length),
    ),
    'latin1',
  )
}

async function readAll(name: string, path: string, bytes: number): Promise<void> {
  let total = 0
  try {
    const file = { name, path, bytes }
    const reading = { onRead: () => {}, signal: new AbortController().signal }
    for await (const found of findMails(file, reading)) {
      if (!('raw' in found)) continue
      total += found.raw.length
      if (found.raw.length > importLimits.messageBytes) throw new Error(`A mail of ${found.raw.length} bytes`)
    }
  } catch (error) {
    // A refusal of the whole file, in words.
    if (!(error instanceof AppError && error.code === 'unprocessable')) throw error
  }
  const most = Math.max(importLimits.unpackFreeBytes, bytes * importLimits.unpackRatio)
  if (total > most) throw new Error(`${bytes} bytes became ${total}`)
}

async function importIt({ app }: FuzzedApp, { name, bytes }: File): Promise<void> {
  const headers = { host: 'localhost', 'content-type': 'application/octet-stream' }
  const url = `/api/v1/import?name=${encodeURIComponent(name.toWellFormed().slice(0, 200) || 'x')}&date=original`
  const answer = await app.app.http.inject({ method: 'POST', url, headers, payload: bytes })
  if (answer.statusCode >= 500) throw new Error(`${answer.statusCode} ${answer.body}`)
  if (answer.statusCode !== 202) return
  let job = answer.json<Job>()
  while (job.state === 'running') {
    await new Promise(resolve => setTimeout(resolve, 5))
    job = (
      await app.app.http.inject({ url: `/api/v1/jobs/${job.id}`, headers: { host: 'localhost' } })
    ).json<Job>()
  }
  const message = JSON.stringify(job)
  if (/inside Mayfly|The log has/.test(message)) throw new Error(message)
}
