import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { createByteReader } from '#main/messages/read-bytes.ts'
import { messageQueries } from '#main/messages/repository.ts'
import { compress } from '#main/storage/compress.ts'
import { openDatabase, type Db } from '#main/storage/database.ts'
import { pieceBytes } from '#main/storage/pieces.ts'
import { createRepository, runOn } from '#main/storage/queries.ts'
import { injectClient, type ApiClient } from '#test/support/api-client.ts'
import { emptyStore } from '#test/support/empty-store.ts'
import { sendMail, storedId } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'
import { countRows, storeFile, withStore } from '#test/support/store-file.ts'

const folder = temporaryFolder()
const size = 8 * pieceBytes + 1000
let app: TestApp
let api: ApiClient
let repository: ReturnType<typeof openRepository>

function openRepository(db: Db) {
  return createRepository(messageQueries, runOn(db, messageQueries))
}

beforeAll(async () => {
  app = await startApp({ dataDir: folder.path })
  api = injectClient(app)
})
afterAll(async () => {
  await app.stop()
  folder.remove()
})
beforeEach(async () => {
  await emptyStore(api)
  await expect.poll(() => withStore(folder.path, countRows)).toMatchObject({ contents: 0, blobs: 0 })
  const db = openDatabase(storeFile(folder.path))
  onTestFinished(() => db.close())
  repository = openRepository(db)
})

/** Random bytes: compressed they are as large. */
async function sendLarge() {
  const content = randomBytes(size)
  const attachments = [{ filename: 'a.bin', content }]
  const id = storedId(await sendMail(app.smtpPort, { subject: 'large', text: 'x', attachments }))
  return { content, message: (await repository.findMessage(id))! }
}

async function deleteWholly(id: string): Promise<void> {
  await api.call('deleteMessage', { id })
  await expect.poll(() => withStore(folder.path, countRows)).toMatchObject({ contents: 0, blobs: 0 })
}

const blobIds = () => withStore(folder.path, db => db.all('SELECT id FROM blobs'))

/** Reads a stream; after its first bytes something else happens. Answers what came and how it ended. */
async function readAround(stream: Readable, meanwhile: () => Promise<void>) {
  const came: Buffer[] = []
  try {
    for await (const bytes of stream as AsyncIterable<Buffer>) {
      came.push(bytes)
      if (came.length === 1) await meanwhile()
    }
    return { came: Buffer.concat(came), failure: undefined }
  } catch (error) {
    return { came: Buffer.concat(came), failure: (error as Error).message }
  }
}

test('an attachment that is deleted while it is read fails, and never goes on with that of another mail', async () => {
  const { content, message } = await sendLarge()
  const before = blobIds()
  const { open } = await createByteReader(repository).storedAttachment(message, '1')
  const { came, failure } = await readAround(open() as Readable, async () => {
    await deleteWholly(message.id)
    await sendLarge()
    expect(blobIds()).toEqual(before)
  })
  expect(failure).toBe('It was deleted while it was read')
  expect(came.equals(content.subarray(0, came.length))).toBe(true)
})

test('so does a source', async () => {
  const { message } = await sendLarge()
  const reader = createByteReader(repository)
  const whole = await reader.raw(message)
  const { open } = await reader.storedRaw(message)
  const { came, failure } = await readAround(open() as Readable, () => deleteWholly(message.id))
  expect(failure).toBeDefined()
  expect(came.length).toBeLessThan(whole.length)
  expect(came.equals(whole.subarray(0, came.length))).toBe(true)
})

test('what is deleted while it is read whole is not found, and is left out of an export', async () => {
  const deletedAtPiece = (wanted: number) => {
    const { rawPiece } = repository
    return createByteReader({
      ...repository,
      async rawPiece(asked) {
        if (asked.piece === wanted) await deleteWholly(message.id)
        return rawPiece(asked)
      },
    })
  }
  let { message } = await sendLarge()
  await expect(deletedAtPiece(3).raw(message)).rejects.toMatchObject({ code: 'not_found' })
  message = (await sendLarge()).message
  expect(await deletedAtPiece(3).sourceOf(message)).toBeUndefined()
})

test.each<[string, string]>([
  ['without its end', `DELETE FROM raw_pieces WHERE piece = (SELECT max(piece) FROM raw_pieces)`],
  ['without its middle', `DELETE FROM raw_pieces WHERE piece = 2`],
])('a compressed source %s is refused', async (_how, spoil) => {
  const { message } = await sendLarge()
  withStore(folder.path, db => db.exec(spoil))
  await expectRefused(message)
})

test.each([10, pieceBytes + 10])(
  'a source that unpacks to less than was stored is refused: %i bytes',
  async bytes => {
    const { message } = await sendLarge()
    withStore(folder.path, db => {
      db.exec('DELETE FROM raw_pieces')
      db.run('UPDATE raws SET zstd = ?', compress(Buffer.alloc(bytes, 'x')))
    })
    await expectRefused(message)
  },
)

async function expectRefused(message: Awaited<ReturnType<typeof sendLarge>>['message']): Promise<void> {
  const reader = createByteReader(repository)
  await expect(reader.raw(message)).rejects.not.toMatchObject({ code: 'not_found' })
  const { open } = await reader.storedRaw(message)
  expect((await readAround(open() as Readable, async () => {})).failure).toBeDefined()
  const download = fetch(`${app.url}/api/v1/messages/${message.id}/raw`).then(answer => answer.arrayBuffer())
  await expect(download).rejects.toThrow()
}
