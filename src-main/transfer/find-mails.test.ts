import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { zipOfFiles } from '#test/support/transfer.ts'
import { findMails, type UploadedFile } from './find-mails.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mayfly-find-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string, content: Buffer): UploadedFile {
  const path = join(folder, name)
  writeFileSync(path, content)
  return { name, path, bytes: content.length }
}

/** Stops as soon as something was read. Answers what was read and found until then. */
async function readAndStop(file: UploadedFile) {
  const abort = new AbortController()
  const seen = { bytes: 0, found: 0 }
  const onRead = (bytes: number) => {
    seen.bytes += bytes
    abort.abort(new Error('stopped'))
  }
  const reading = (async () => {
    for await (const _ of findMails(file, { onRead, signal: abort.signal })) seen.found++
  })()
  await expect(reading).rejects.toThrow('stopped')
  return seen
}

const endless = Buffer.concat([Buffer.from('Subject: x\r\n\r\n'), Buffer.alloc(4_000_000, 'x')])

test('a stop is heard in the middle of a mail', async () => {
  const { bytes, found } = await readAndStop(write('large.eml', endless))
  expect(found).toBe(0)
  expect(bytes).toBeLessThan(1_000_000)
})

test('a stop in a zip is no fault of the file that was being read', async () => {
  const zip = await zipOfFiles({ 'a.eml': 'Subject: a\r\n\r\nx', 'large.eml': endless })
  expect(await readAndStop(write('all.zip', zip))).toMatchObject({ found: 1 })
})
