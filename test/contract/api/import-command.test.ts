import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFiles } from '../../../src-main/headless/import-command.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let folder: ReturnType<typeof temporaryFolder>
beforeAll(async () => {
  folder = temporaryFolder()
  app = await startApp()
})
afterAll(async () => {
  await app.stop()
  folder.remove()
})

function importText(name: string, content: string) {
  const path = join(folder.path, name)
  writeFileSync(path, content)
  return importFiles({ url: app.url, paths: [path], mailbox: undefined })
}

test('the command says what came of it, and whether all of it is there', async () => {
  const good = 'To: a@b.test\r\nSubject: x\r\n\r\nHi\r\n'
  expect(await importText('good.eml', good)).toEqual({
    words: '1 imported, 0 there already, 0 left out.',
    isWhole: true,
  })
  const leftOut = await importText('nobody.eml', 'Subject: x\r\n\r\nHi\r\n')
  expect(leftOut.isWhole).toBe(false)
  expect(leftOut.words).toContain('1 left out.\n')
  const failed = await importText('broken.zip', 'PK\x03\x04 and no more')
  expect(failed.isWhole).toBe(false)
  expect(failed.words).toContain('The zip is damaged')
  await expect(importFiles({ url: app.url, paths: [], mailbox: undefined })).rejects.toThrow('Name the files')
})
