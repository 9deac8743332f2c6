import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { apiPrefix } from '#shared/api/contract.ts'
import { httpClient } from '#test/support/api-client.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let folder: ReturnType<typeof temporaryFolder>
beforeEach(async () => {
  folder = temporaryFolder()
  app = await startApp({ dataDir: folder.path })
})
afterEach(async () => {
  await app.stop()
  folder.remove()
})

const fromLine = 'From sam@shop.test Sat Nov  1 05:00:00 2025\n'
const uploads = () => join(folder.path, 'uploads')
const filesLeft = () => (existsSync(uploads()) ? readdirSync(uploads()) : [])

/** Removed files that are still open keep their room on the disk; Linux tells which they are. */
function openFiles(): string[] {
  const open = '/proc/self/fd'
  if (!existsSync(open)) return []
  const targets = readdirSync(open).map(fd => {
    try {
      return readlinkSync(join(open, fd))
    } catch {
      return '' // The one that the list was read by.
    }
  })
  return targets.filter(target => target.startsWith(uploads()))
}

const formType = 'multipart/form-data; boundary=x'
const partHead = '--x\r\nContent-Disposition: form-data; name=files; filename=a.mbox\r\n\r\n'

test.each([
  ['a file', 'application/octet-stream', fromLine],
  ['a form', formType, `${partHead}${fromLine}`],
])('%s that breaks off on its way leaves nothing behind', async (_title, contentType, begun) => {
  const abort = new AbortController()
  const body = new ReadableStream({
    start: controller => controller.enqueue(new TextEncoder().encode(begun)),
  })
  const sending = fetch(`${app.url}${apiPrefix}/import`, {
    method: 'POST',
    body,
    signal: abort.signal,
    headers: { 'content-type': contentType },
    duplex: 'half',
  } as RequestInit)
  await expect.poll(filesLeft).toHaveLength(1)
  abort.abort()
  await expect(sending).rejects.toThrow('aborted')
  await expect.poll(filesLeft).toEqual([])
  await expect.poll(openFiles).toEqual([])
  expect((await httpClient(app).call('listJobs')).items).toEqual([])
})

const part = (content: string) => `${partHead}${content}\r\n`
test.each([
  ['in the head of a part', `${part('From x')}--x\r\n`],
  ['behind a part', part('From x')],
  ['in a boundary', `${part('From x')}--x`],
  ['behind a part that is still being written', `${part('0'.repeat(300_000))}--x\r\n`],
])('a form that ends %s is broken, is said to be, and leaves nothing behind', async (_title, body) => {
  const url = `${app.url}${apiPrefix}/import`
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': formType }, body })
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { error: 'bad_request', message: 'The form is broken.' },
  ])
  expect([filesLeft(), openFiles()]).toEqual([[], []])
})

test('what is no HTTP is answered in words', async () => {
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1')
  socket.end('HELO there\r\n\r\n')
  const [head, body] = (await text(socket)).split('\r\n\r\n')
  expect(head).toContain('HTTP/1.1 400 Bad Request')
  expect(JSON.parse(body!)).toEqual({ error: 'bad_request', message: 'This is no HTTP request.' })
})
