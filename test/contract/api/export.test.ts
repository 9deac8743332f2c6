import { readdirSync, readFileSync } from 'node:fs'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { openPromise } from 'yauzl'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiPrefix, type Output } from '#shared/api/contract.ts'
import { httpClient, type ApiClient } from '#test/support/api-client.ts'
import { makeKey } from '#test/support/make-key.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'
import { importFile, zipOfFiles } from '#test/support/transfer.ts'

const fixtures = ['mail', 'mail/broken', 'codes'].flatMap(path => {
  const folder = new URL(`../../fixtures/${path}/`, import.meta.url)
  return readdirSync(folder)
    .filter(name => name.endsWith('.eml'))
    .map(name => [`${path}/${name}`, readFileSync(new URL(name, folder))] as const)
})

let app: TestApp
let api: ApiClient
let folder: ReturnType<typeof temporaryFolder>
beforeAll(async () => {
  folder = temporaryFolder()
  app = await startApp()
  api = httpClient(app)
  const job = await importFile(
    app,
    await zipOfFiles(Object.fromEntries(fixtures)),
    '?mailbox=all@here.test&duplicates=keep',
  )
  expect(job).toMatchObject({ state: 'done', counts: { imported: fixtures.length }, failures: [] })
}, 60_000)
afterAll(async () => {
  await app.stop()
  folder.remove()
})

const download = (query: string, headers = {}) => fetch(`${app.url}${apiPrefix}/export${query}`, { headers })

/** The sources of a mailbox, oldest first. */
async function sourcesOf(mailbox: string): Promise<string[]> {
  const raws: string[] = []
  for (let cursor: string | null = null; ;) {
    const page: Output<'listMessages'> = await api.call('listMessages', {
      mailbox,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    })
    for (const { id } of page.items) {
      const { body } = await app.app.http.inject({
        url: `${apiPrefix}/messages/${id}/raw`,
        headers: { host: 'localhost' },
      })
      raws.push(body)
    }
    cursor = page.nextCursor
    if (cursor === null) return raws.reverse()
  }
}

/** The files of a zip, by their names. */
async function unzip(bytes: Uint8Array): Promise<Map<string, string>> {
  const path = join(mkdtempSync(join(folder.path, 'zip-')), 'a.zip')
  writeFileSync(path, bytes)
  const zip = await openPromise(path, { autoClose: false })
  const files = new Map<string, string>()
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)))
  zip.close()
  return files
}

test.each(['mbox', 'zip'])(
  'every mail comes back byte for byte through a file of the kind %s',
  async format => {
    const response = await download(`?format=${format}&mailbox=all@here.test`)
    expect(response.headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment; filename="mayfly-\\d{4}-\\d\\d-\\d\\d\\.${format}"`),
    )
    const again = `again-${format}@here.test`
    const job = await importFile(
      app,
      new Uint8Array(await response.arrayBuffer()),
      `?mailbox=${again}&duplicates=keep`,
    )
    expect(job).toMatchObject({ state: 'done', counts: { imported: fixtures.length }, failures: [] })
    const originals = await sourcesOf('all@here.test')
    expect(originals).toHaveLength(fixtures.length)
    expect(await sourcesOf(again)).toEqual(originals)
  },
  60_000,
)

test('only what is meant: a search, chosen messages, a mailbox', async () => {
  const ids: string[] = []
  for (const subject of ['Red', 'Green', 'Blue'])
    ids.push(storedId(await sendMail(app.smtpPort, { to: 'rgb@here.test', subject, text: 'colour' })))
  const found = async (query: string) =>
    [...(await (await download(query)).text()).matchAll(/^Subject: (.+)$/gm)].map(([, subject]) =>
      subject!.trim(),
    )
  expect(await found('?mailbox=rgb@here.test')).toEqual(['Red', 'Green', 'Blue'])
  expect(await found('?mailbox=rgb@here.test&q=subject:Green')).toEqual(['Green'])
  expect(await found(`?ids=${ids[2]},${ids[0]}`)).toEqual(['Red', 'Blue'])
  const zip = await unzip(new Uint8Array(await (await download(`?format=zip&ids=${ids[1]}`)).arrayBuffer()))
  expect([...zip.keys()]).toEqual([expect.stringMatching(/^rgb@here\.test\/\d{7} Green\.eml$/)])
  for (const [query, status] of [
    [`?ids=${ids[0]}&q=x`, 400],
    ['?ids=x', 400],
    ['?format=pst', 400],
    [`?ids=${ids[0]!.replace(/.$/, last => (last === '0' ? '1' : '0'))}`, 404],
    ['?mailbox=nobody@here.test', 404],
    ['?q="open', 400],
  ] as const)
    expect((await download(query)).status, query).toBe(status)
})

test('whoever goes away ends it, and the server goes on', async () => {
  const abort = new AbortController()
  const response = await fetch(`${app.url}${apiPrefix}/export?format=zip`, { signal: abort.signal })
  await response.body!.getReader().read()
  abort.abort()
  expect((await fetch(`${app.url}/health`)).status).toBe(200)
  expect((await fetch(`${app.url}${apiPrefix}/export`, { method: 'HEAD' })).status).toBe(200)
})

test('it is the owner’s: keys may not', async () => {
  const { key } = await makeKey(app)
  expect((await download('', { authorization: `Bearer ${key}` })).status).toBe(403)
})

test('all attachments of a message in one zip, each with a name of its own', async () => {
  const id = storedId(
    await sendMail(app.smtpPort, {
      subject: 'Files: 3/3',
      text: 'x',
      attachments: [
        { filename: 'a.txt', content: 'one' },
        { filename: 'a.txt', content: 'two' },
        { filename: '../up.txt', content: 'three' },
      ],
    }),
  )
  const path = `${app.url}${apiPrefix}/messages/${id}/attachments.zip`
  const response = await fetch(path)
  expect(response.headers.get('content-disposition')).toContain('filename="Files 3 3.zip"')
  expect(Object.fromEntries(await unzip(new Uint8Array(await response.arrayBuffer())))).toEqual({
    'a.txt': 'one',
    'a (2).txt': 'two',
    'up.txt': 'three',
  })
  const { key } = await makeKey(app, { mailboxDomains: ['elsewhere.test'] })
  expect((await fetch(path, { headers: { authorization: `Bearer ${key}` } })).status).toBe(403)
})
